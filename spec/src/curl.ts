import type { SampleRequest } from './samples.ts';

type CurlRequest = Pick<SampleRequest, 'method' | 'target' | 'headers' | 'body' | 'content'>;

/** A request as a curl line that can be pasted into a shell; `ca` names the file of an authority to trust. */
export function curlLine(origin: string, request: CurlRequest, ca?: string): string {
  const { method, target, headers, content } = request;
  const data = content ?? (request.body === undefined ? undefined : textOf(request.body));
  // With -X HEAD, curl waits for a body that never comes.
  const verb = method === 'HEAD' ? '--head' : `-X ${method}`;
  const lines = [
    `curl ${verb} ${ca === undefined ? '' : `--cacert ${quoted(ca)} `}${quoted(origin + target)}`,
    ...Object.entries(headers).map(([name, value]) => `-H ${quoted(`${name}: ${value}`)}`),
    ...(data === undefined ? [] : [typeof data === 'string' ? inLine(data) : '--data-binary @-']),
  ];
  return (typeof data === 'object' ? `printf ${escaped(data)} | ` : '') + lines.join(' \\\n  ');
}

const textOf = (body: unknown): string => (typeof body === 'string' ? body : JSON.stringify(body));
/** What begins with @ is the name of a file to -d. */
const inLine = (data: string): string => `${data.startsWith('@') ? '--data-raw' : '-d'} ${quoted(data)}`;
const quoted = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`;

/** Bytes as `printf` of any shell reads them; with a hyphen in front they would be an option. */
const escaped = (bytes: Uint8Array): string =>
  `'${Array.from(bytes, (byte, index) => {
    const character = String.fromCharCode(byte);
    if (character === '%') return '%%';
    const isPlain = /[\w !#$&()*+,./:;<=>?@[\]^{|}~-]/.test(character) && !(character === '-' && index === 0);
    return isPlain ? character : `\\${byte.toString(8).padStart(3, '0')}`;
  }).join('')}'`;
