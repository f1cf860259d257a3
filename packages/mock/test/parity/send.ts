import { Agent, request } from 'node:http';

/** A request as it goes over the wire. */
export interface Request {
  method: string;
  target: string;
  headers: Record<string, string | string[]>;
  body?: string | Buffer;
  /** Sent in chunks, without a length. */
  chunked?: boolean;
}

/** What came back: the headers that matter, in lower case. */
export type Outcome = { status: number; headers: Record<string, unknown>; body: string } | 'no answer';

const shared = new Agent({ keepAlive: true, maxSockets: 8 });

/** Those that change from one answer to the next, and the stamp, which prism-cli does not tell. */
const fleeting = new Set(['date', 'connection', 'keep-alive', 'x-contract']);

/** Is over when the server has answered several later requests; one that is gone answers none, and closes its connections. */
async function passLater(origin: string): Promise<void> {
  const ignore = (): void => {};
  for (let times = 0; times < 5; times += 1)
    await fetch(`${origin}/nowhere`).then(async (answer) => void (await answer.text()), ignore);
}

/** Sends a request; `no answer` when later ones are answered and it is not, unless `isPatient`. */
export function exchange(
  origin: string,
  asked: Request,
  { isPatient = false, agent = shared }: { isPatient?: boolean; agent?: Agent | false } = {},
): Promise<Outcome> {
  const { method, target, headers, body, chunked } = asked;
  const { hostname, port } = new URL(origin);
  return new Promise<Outcome>((resolve, reject) => {
    const length = body === undefined || chunked ? {} : { 'content-length': Buffer.byteLength(body) };
    const sent = request(
      { hostname, port, agent, method, path: target, headers: { ...length, ...headers } },
      (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('end', () => {
          clearTimeout(timer);
          const kept = Object.entries(answer.headers).filter(
            ([name]) => !fleeting.has(name) && !name.startsWith('access-control-'),
          );
          const headers = Object.fromEntries(kept.toSorted(([a], [b]) => (a < b ? -1 : 1)));
          resolve({ status: answer.statusCode ?? 0, headers, body: Buffer.concat(chunks).toString('latin1') });
        });
        answer.on('error', reject);
      },
    );
    const giveUp = (): void => {
      resolve('no answer');
      sent.destroy();
    };
    let timer: NodeJS.Timeout | undefined;
    if (!isPatient) {
      sent.once('finish', () => (timer = setTimeout(() => void passLater(origin).then(giveUp), 200)));
    }
    sent.on('error', (error: NodeJS.ErrnoException) => {
      clearTimeout(timer);
      const hasEnded = error.code === 'ECONNRESET' || (agent === false && error.code === 'ECONNREFUSED');
      // A busy machine lets so much time pass that the server has closed the connection that was kept.
      if (hasEnded && sent.reusedSocket) resolve(exchange(origin, asked, { isPatient, agent: false }));
      else if (hasEnded) resolve('no answer');
      else reject(error);
    });
    if (chunked && body !== undefined) sent.write(body);
    sent.end(chunked ? undefined : body);
  });
}
