/** A problem as an answer. */
export interface ProblemAnswer {
  status: number;
  headers: Record<string, string>;
  body: unknown;
  isProblem: true;
}

/** An error that Prism words as a problem: `name` is its type, `message` its title. */
export interface Problem extends Error {
  status?: number;
  detail?: string;
  additional?: Record<string, unknown> | undefined;
  /** The examples that may be asked for, where another one was. */
  examples?: string[];
}

const types = 'https://stoplight.io/prism/errors#';

/** A problem in Prism's words; `type` is the last part of its type. */
export function problemOf(status: number, type: string, title: string, detail: string): Problem {
  return Object.assign(new Error(title), { name: `${types}${type}`, status, detail });
}

/** A problem as an answer, in the form of RFC 9457. */
export function answerTo({ name, message, status = 500, detail = '', additional, examples }: Problem): ProblemAnswer {
  const { headers } = (additional ?? {}) as { headers?: Record<string, string> };
  const type = name !== '' && name !== 'Error' ? name : `${types}UNKNOWN`;
  return {
    status,
    headers: {
      'content-type': 'application/problem+json',
      ...headers,
      ...(examples && { 'sl-examples': examples.map((each) => encodeURIComponent(each)).join(', ') }),
    },
    body: { type, title: message, status, detail, ...additional },
    isProblem: true,
  };
}

/** What nobody foresaw, as a problem: what failed is told, and nothing that only its author understands. */
export const unforeseen = (error: unknown, doing: string): Problem =>
  error instanceof RangeError && error.message.includes('call stack')
    ? problemOf(422, 'UNPROCESSABLE_ENTITY', 'Invalid request', 'The request is nested deeper than it can be read.')
    : problemOf(500, 'UNKNOWN', `The mock failed while ${doing}`, (error as Error).message);
