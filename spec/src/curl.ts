import type { SampleRequest } from './samples.ts';

/** A request as a curl line that can be pasted into a shell. */
export const curlLine = (origin: string, { method, target, headers, body }: SampleRequest): string =>
  [
    `curl -X ${method} ${quoted(origin + target)}`,
    ...Object.entries(headers).map(([name, value]) => `-H ${quoted(`${name}: ${value}`)}`),
    ...(body === undefined ? [] : [`-d ${quoted(typeof body === 'string' ? body : JSON.stringify(body))}`]),
  ].join(' \\\n  ');

const quoted = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`;
