import { Agent, request } from 'node:http';

/** What a run of requests took. */
export interface Load {
  /** How many were answered. */
  count: number;
  /** Requests a second. */
  rate: number;
  /** 99th percentile of the latency in milliseconds. */
  p99: number;
}

/** What is sent. */
export interface Given {
  method: string;
  requestOf: (index: number) => { path: string; headers: Record<string, string>; body: string };
}

/** Sends one request; rejects where its answer is no success. */
export async function once(url: string, { method, requestOf }: Given): Promise<void> {
  const { path, ...init } = requestOf(0);
  const { status } = await fetch(url + path, { method, ...init });
  if (status !== 200) throw new Error(`${url} answered ${status}.`);
}

/** Sends requests over `connections` for `seconds`, each another; rejects on an answer that is no success. */
export async function load(url: string, seconds: number, connections: number, given: Given): Promise<Load> {
  const { hostname, port } = new URL(url);
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const latencies: number[] = [];
  let next = 0;
  const one = ({ path, headers, body }: ReturnType<Given['requestOf']>): Promise<void> =>
    new Promise((resolve, reject) => {
      const start = performance.now();
      const { method } = given;
      const length = String(Buffer.byteLength(body));
      const sent = request(
        { hostname, port, agent, method, path, headers: { ...headers, 'content-length': length } },
        (answer) => {
          answer.resume();
          answer.on('end', () => {
            latencies.push(performance.now() - start);
            if (answer.statusCode === 200) resolve();
            else reject(new Error(`${url} answered ${answer.statusCode}.`));
          });
        },
      );
      sent.on('error', reject);
      sent.end(body);
    });
  const work = async (): Promise<void> => {
    while (performance.now() < end) await one(given.requestOf(next++));
  };
  const start = performance.now();
  const end = start + seconds * 1_000;
  await Promise.all(Array.from({ length: connections }, work));
  const took = (performance.now() - start) / 1_000;
  agent.destroy();
  const sorted = latencies.toSorted((a, b) => a - b);
  return { count: next, rate: next / took, p99: sorted[Math.floor(sorted.length * 0.99)] ?? 0 };
}
