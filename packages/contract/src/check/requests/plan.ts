import { parameterPlaces } from '@cc-gateway/openapi';
import type { Operation } from '@cc-gateway/spec';
import { contentOf, isSentAsJson, wireOf, type Values } from './serialize.ts';
import type { Case } from '../answers/reading/case.ts';
import type { Run } from './run.ts';
import type { Wire } from '../wire/request.ts';

/** What the probes of one operation start from. */
export interface Plan {
  run: Run;
  operation: Operation;
  values: Values;
  /** The key in use; undefined where there is none. */
  session: string | undefined;
  /** Whether the values as they are were accepted, so that a twin of them must be accepted too. */
  isLive: boolean;
  /** The request with the values as they are. */
  wire: Wire;
  /** The request with other values, and another key. */
  wireWith(change: Partial<Values>, session?: string): Wire;
  /** The request with a body of these bytes. */
  wireWithBody(body: Buffer | string): Wire;
  /** The text of the body as it is; empty where there is none. */
  bodyText: string;
  /** Whether another valid request than the plan's own was carried out, so that the provider may know other things now. */
  hasMoved: boolean;
  /** Whether the plan's own request is refused since then: refusals tell nothing any more. */
  isStranded: boolean;
  /** The codes with which sessions and wrong values were refused. */
  codes: Record<'session' | 'wrong', Set<unknown>>;
}

/** What a case must say for itself; the rest comes from the plan. */
export type CaseParts = Pick<Case, 'id' | 'rule' | 'about' | 'wire' | 'expect'> & Partial<Case>;

/** A plan for one operation. */
export function planOf(
  run: Run,
  operation: Operation,
  values: Values,
  session: string | undefined,
  isLive: boolean,
): Plan {
  const wireWith: Plan['wireWith'] = (change, key = session) =>
    wireOf(run.target, operation, { ...values, ...change }, key);
  const wire = wireWith({});
  return {
    run,
    operation,
    values,
    session,
    isLive,
    wire,
    wireWith,
    wireWithBody: (body) => ({ ...wire, body: Buffer.from(body as string) }),
    bodyText: wire.body?.toString('utf8') ?? '',
    hasMoved: false,
    isStranded: false,
    codes: { session: new Set(), wrong: new Set() },
  };
}

/** A case of a plan; its place is the operation unless told. */
export const caseOf = ({ operation }: Plan, parts: CaseParts): Case => ({
  operation,
  place: operation.pointer,
  ...parts,
});

/** The pointer of an operation's request body schema. */
export function bodyPointer(operation: Operation): string {
  const content = contentOf(operation);
  return `${operation.pointer}/requestBody/content/${(content?.mediaType ?? '').replaceAll('~', '~0').replaceAll('/', '~1')}/schema`;
}

/** The pointer of a parameter, as the operation or its path item lists it. */
export const parameterPointer = (
  { contract }: Pick<Run, 'contract'>,
  operation: Operation,
  place: string,
  name: string,
): string =>
  parameterPlaces(contract.document, operation).find((each) => each.in === place && each.name === name)?.pointer ??
  operation.pointer;

/** Whether the probes of JSON bodies apply. */
export function hasJsonBody({ operation, values }: Plan): boolean {
  const content = contentOf(operation);
  return content !== undefined && values.body !== undefined && isSentAsJson(content);
}
