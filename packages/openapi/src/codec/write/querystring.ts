import { urlencoded } from './bodies.ts';
import type { Put } from './places.ts';
import { styled, type WriteParameter } from './styles.ts';

/** Is the query: no other parameter can stand beside it. */
export const querystring: Put = (request, _, text) => {
  if (request.target.includes('?')) return 'crowded';
  if (text !== '') request.target += `?${text}`;
};

/** Writes any value in any style, and the whole query as its media type has it. */
export const styledOrWhole: WriteParameter = (parameter, value) =>
  parameter.in === 'querystring' && parameter.content === 'form'
    ? (urlencoded({ type: '' }, value)?.content as string | undefined)
    : styled(parameter, value);
