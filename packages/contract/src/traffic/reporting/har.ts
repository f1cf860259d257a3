import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { isUtf8 } from 'node:buffer';
import type { Exchange } from '../judging/exchange.ts';
import { headerOf } from '../../check/wire/raw-answer.ts';

/** A HAR 1.2 file that is written as exchanges pass. */
export interface HarFile {
  add(exchange: Exchange): void;
  /** Resolves when all is written. Rejects where the file cannot be. */
  end(): Promise<void>;
}

/** Begins a HAR file. `redact` takes keys out of each text. Rejects where the file cannot be written. */
export async function writeHar(file: string, redact: (text: string) => string): Promise<HarFile> {
  const stream = createWriteStream(file);
  await once(stream, 'open');
  const creator = JSON.stringify({ name: 'cc-gateway-contract traffic', version: '1.0.0' });
  stream.write(`{"log":{"version":"1.2","creator":${creator},"entries":[\n`);
  let separator = '';
  return {
    add(exchange) {
      stream.write(`${separator}${JSON.stringify(harEntry(exchange, redact))}`);
      separator = ',\n';
    },
    async end() {
      stream.end('\n]}}\n');
      await once(stream, 'close');
    },
  };
}

/** An exchange as an entry of a HAR file; one without an answer has the status 0. */
export function harEntry(exchange: Exchange, redact: (text: string) => string): object {
  const { request, answer, sentMs = 0, answeredMs = sentMs } = exchange;
  const pairs = (headers: [string, string][]) => headers.map(([name, value]) => ({ name, value: redact(value) }));
  const host = headerOf(request.headers, 'host') ?? 'unknown.invalid';
  const took = answeredMs - sentMs;
  return {
    startedDateTime: new Date(sentMs).toISOString(),
    time: took,
    request: {
      method: request.method,
      url: redact(`http://${host}${request.target}`),
      httpVersion: 'HTTP/1.1',
      headers: pairs(request.headers),
      queryString: [...new URLSearchParams(request.target.split('?')[1] ?? '')].map(([name, value]) => ({
        name,
        value: redact(value),
      })),
      cookies: [],
      headersSize: -1,
      bodySize: request.body.length,
      ...(request.body.length > 0 && {
        postData: { mimeType: headerOf(request.headers, 'content-type') ?? '', ...textOf(request.body, redact) },
      }),
    },
    response: {
      status: answer?.status ?? 0,
      statusText: answer ? redact(answer.reason) : '',
      httpVersion: answer ? `HTTP/${answer.version}` : '',
      headers: pairs(answer?.headers ?? []),
      cookies: [],
      redirectURL: '',
      headersSize: answer?.headBytes ?? -1,
      bodySize: answer?.body.length ?? -1,
      content: {
        size: answer?.body.length ?? 0,
        mimeType: (answer && headerOf(answer.headers, 'content-type')) ?? '',
        ...(answer && textOf(answer.body, redact)),
      },
    },
    cache: {},
    timings: { send: 0, wait: took, receive: 0 },
  };
}

/** A body: as text where it is one, else in base64; without the keys in it. */
function textOf(body: Buffer, redact: (text: string) => string): { text: string; encoding?: 'base64' } {
  if (isUtf8(body)) return { text: redact(body.toString('utf8')) };
  const bytes = Buffer.from(redact(body.toString('latin1')), 'latin1');
  return { text: bytes.toString('base64'), encoding: 'base64' };
}
