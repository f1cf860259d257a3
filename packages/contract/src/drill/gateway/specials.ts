import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Content } from '@cc-gateway/spec';
import type { Special } from '../situations/situation.ts';

/** What a special answer is made of. */
export interface Success {
  status: number;
  mediaType: string;
  body: string;
}

/** Answers a request as no document says. `elsewhere`: an origin that is not the gateway's. */
type Give = (response: ServerResponse, success: Success, elsewhere: string) => void;

const plenty = 5_000_000;

const gives: Record<Exclude<Special, 'answers' | 'hangs-unread' | 'resets-unread' | 'closes-reused'>, Give> = {
  redirects(response, _, elsewhere) {
    response.writeHead(307, { Location: new URL(response.req.url ?? '/', elsewhere).href }).end();
  },
  'asks-to-wait'(response) {
    response.writeHead(429, { 'Retry-After': '1' }).end();
  },
  unavailable(response, { mediaType, body }) {
    response.writeHead(503, { 'Content-Type': mediaType }).end(body);
  },
  'answers-much'(response, { status, mediaType, body }) {
    response.writeHead(status, { 'Content-Type': mediaType }).end(body + ' '.repeat(plenty));
  },
  'answers-in-1.0'({ socket }, { status, mediaType, body }) {
    socket?.end(`HTTP/1.0 ${status} OK\r\nContent-Type: ${mediaType}\r\n\r\n${body}`);
  },
};

/** Reads a request to its end, and gives a special answer. */
export async function giveSpecial(
  special: keyof typeof gives,
  request: IncomingMessage,
  response: ServerResponse,
  success: Success,
  elsewhere: string,
): Promise<void> {
  request.resume();
  if (!request.complete) await once(request, 'end');
  gives[special](response, success, elsewhere);
}

/** A content's example, as it goes out. */
export const written = ({ mediaType }: Content, status: string, value: unknown): Success => ({
  status: Number(status),
  mediaType,
  body: JSON.stringify(value),
});
