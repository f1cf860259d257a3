import type { SampleRequest } from './samples.ts';

type CurlRequest = Pick<SampleRequest, 'method' | 'target' | 'headers' | 'body'>;

/** A request as a curl line that can be pasted into a shell; `ca` names the file of an authority to trust. */
export const curlLine = (origin: string, { method, target, headers, body }: CurlRequest, ca?: string): string =>
  [
    `curl -X ${method} ${ca === undefined ? '' : `--cacert ${quoted(ca)} `}${quoted(origin + target)}`,
    ...Object.entries(headers).map(([name, value]) => `-H ${quoted(`${name}: ${value}`)}`),
    ...(body === undefined ? [] : [`-d ${quoted(typeof body === 'string' ? body : JSON.stringify(body))}`]),
  ].join(' \\\n  ');

const quoted = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`;
