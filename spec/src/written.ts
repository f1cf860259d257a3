import {
  isRange,
  UnwritableError,
  writer,
  type Credentials,
  type Request,
  type Values,
} from '@cc-gateway/openapi/codec';
import type { Operation } from './operation.ts';

/** A request as far as it can be written: what has no form in its place is left out, and a value in a path is its name. */
export function writtenRequest(
  operation: Operation,
  given: Values,
  credentials: Credentials,
  mediaType?: string,
): Request {
  const write = writer(operation);
  const values = structuredClone(given) as Record<string, Record<string, unknown>>;
  // A sample is the same each time.
  const options = { mediaType: mediaType && isRange(mediaType) ? undefined : mediaType, boundary: 'part-of-sample' };
  let keys = credentials;
  for (;;) {
    try {
      return write(values, keys, options);
    } catch (error) {
      if (!(error instanceof UnwritableError)) throw error;
      for (const { pointer } of error.refusals) {
        const [place = '', ...rest] = pointer.split('/').slice(1);
        const name = rest.map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'))[0];
        if (place === 'security') keys = {};
        else if (name === undefined) delete values[place];
        else if (place === 'path' && values.path?.[name] !== name) (values.path ??= {})[name] = name;
        // A template that takes no value at all.
        else if (place === 'path') throw error;
        else delete values[place]![name];
      }
    }
  }
}
