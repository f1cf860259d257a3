import type { Contract, Operation } from '@cc-gateway/spec';
import { headerOf } from '../../check/wire/raw-answer.ts';
import type { PassedRequest } from './exchange.ts';

/** The operation that a request is for; or its path alone where another method is documented. */
export interface Match {
  operation?: Operation;
  /** The documented methods of its path; none where no path is documented. */
  methods: string[];
}

/** Finds operations by method and path; a path without parameters comes before one with them. */
export function matcherOf({ operations }: Contract): (method: string, path: string) => Match {
  const all = operations
    .map((operation) => ({ operation, pattern: patternOf(operation.path), holes: operation.path.split('{').length }))
    .toSorted((left, right) => left.holes - right.holes);
  return (method, path) => {
    const fitting = all.filter(({ pattern }) => pattern.test(path));
    const [first] = fitting;
    const same = fitting.filter(({ operation }) => operation.path === first?.operation.path);
    const operation = same.find((each) => each.operation.method === method)?.operation;
    return { methods: same.map((each) => each.operation.method), ...(operation && { operation }) };
  };
}

/** Whether a browser asks whether a page of another origin may ask: Fetch, section 3.2.2. */
export const isPreflight = ({ method, headers }: PassedRequest): boolean =>
  method === 'OPTIONS' && headerOf(headers, 'access-control-request-method') !== undefined;

const patternOf = (path: string): RegExp =>
  new RegExp(
    `^${path
      .split(/\{[^{}]+\}/)
      .map((text) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`))
      .join('[^/]+')}$`,
  );
