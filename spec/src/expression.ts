/** A runtime expression of OpenAPI (https://spec.openapis.org/oas/v3.1.1#runtime-expressions), or a state reference. */
export type Expression =
  | { from: 'url' | 'method' | 'statusCode' }
  | { from: 'request' | 'response'; place: 'header' | 'query' | 'path'; name: string }
  | { from: 'request' | 'response'; place: 'body'; pointer: string[] }
  | { from: 'state'; table: string; pointer: string[] };

/** An expression that the grammar does not know. */
export class ExpressionError extends Error {
  override name = 'ExpressionError';
  constructor(received: string) {
    super(
      `Not a runtime expression: ${JSON.stringify(received)}. Expected $url, $method, $statusCode, ` +
        '$request.… or $response.… followed by header.NAME, query.NAME, path.NAME or body#/POINTER, ' +
        'or $state.TABLE#/POINTER. See https://spec.openapis.org/oas/v3.1.1#runtime-expressions',
    );
  }
}

const message = /^\$(request|response)\.(?:header\.([!#$%&'*+.^_`|~\dA-Za-z-]+)|(query|path)\.(.+)|body(#.*)?)$/su;
const state = /^\$state\.([A-Za-z_][\w-]*)(#.*)?$/su;
const pointerForm = /^#(\/([^~/]|~[01])*)*$/su;

/** Whether a value of the document is meant as an expression and not as a literal. */
export const isExpression = (value: unknown): value is string => typeof value === 'string' && value.startsWith('$');

/** Reads an expression; throws ExpressionError where the grammar does not fit. */
export function parseExpression(text: string): Expression {
  if (text === '$url' || text === '$method' || text === '$statusCode') return { from: text.slice(1) as 'url' };
  const row = state.exec(text);
  if (row) return { from: 'state', table: row[1]!, pointer: readPointer(row[2], text) };
  const part = message.exec(text);
  if (!part) throw new ExpressionError(text);
  const from = part[1] as 'request' | 'response';
  if (part[2] !== undefined) return { from, place: 'header', name: part[2] };
  if (part[3] !== undefined) return { from, place: part[3] as 'query' | 'path', name: part[4]! };
  return { from, place: 'body', pointer: readPointer(part[5], text) };
}

function readPointer(text: string | undefined, expression: string): string[] {
  if (text === undefined || text === '#') return [];
  if (!pointerForm.test(text)) throw new ExpressionError(expression);
  return text
    .slice(2)
    .split('/')
    .map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'));
}
