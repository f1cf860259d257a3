import { variableOf, type Operation, type SecurityScheme } from '@cc-gateway/spec';

/** The variable that holds the address of the gateway. */
export const addressVariable = variableOf('url');

/** The variable that holds the PEM file of an authority to trust, where the gateway has one of its own. */
export const authorityVariable = variableOf('ca');

/** The sentence of the line that trusts it. */
export const trust = `${authorityVariable} may hold a PEM file: the authority of the gateway's certificate.`;

/** A header of a request. */
export interface SampleHeader {
  name: string;
  /** Its value; of a secret the name of the environment variable that holds it. */
  value: string;
  fromEnvironment: boolean;
}

/** A security scheme, as far as a sample has to know it. */
export type SampleScheme = Pick<SecurityScheme, 'scheme' | 'type' | 'in' | 'name'>;

/** A request and how its answer is judged: all that a sample in any language says. */
export interface Sample {
  operation: Pick<Operation, 'id' | 'method'>;
  /** Path and query, filled in and percent-encoded. */
  target: string;
  headers: SampleHeader[];
  /** The body as it is sent; undefined where there is none. */
  body: string | undefined;
  /** The arguments of the client's method. */
  args: Record<string, unknown>;
  /** The environment variables that it reads, and what each holds, in words. */
  variables: { name: string; holds: string }[];
  /** The security schemes whose credentials it sends. */
  schemes: SampleScheme[];
  /** The status, the member of the JSON body and its value that make a success; without it a 2xx status does. */
  success: { status: number; member: string[]; equals: unknown } | undefined;
}

/** The sentence with which a sample asks for its variables. */
export const wanted = ({ variables }: Sample): string =>
  `Set ${variables.map(({ name, holds }) => `${name}: ${holds}`).join('; ')}.`;

/** The sentence that every sample carries: HTTP 200 alone decides nothing. */
export const remark = ({ success }: Sample): string =>
  success
    ? `HTTP ${success.status} is not success: the body's own ${success.member.join('.')} decides.`
    : 'The HTTP status decides.';
