import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { args as sample, mediaType, success } from '../sample.ts';

/** A caller and a gateway in network namespaces of their own, which one cable joins. */
export interface Network extends Disposable {
  /** Whose packets do not arrive any more: as if the cable carried one direction only. */
  silence(side: 'gateway'): void;
  /** Takes the caller's route to the gateway away. */
  withdraw(): void;
  gateway: Program;
  baseUrl: string;
  /** Starts a caller over a transport. */
  caller(transport: string): Program;
}

/** A program that is spoken to by lines. */
export interface Program {
  tell(line: string): void;
  /** The next line that it says. */
  said(): Promise<string>;
  /** The lines that nobody has asked for yet. */
  unread(): readonly string[];
}

const addresses = { caller: '10.231.77.1', gateway: '10.231.77.2' };
const settle =
  'cd /proc/sys/net/ipv4 && echo 3 > tcp_retries2 && echo 1 > tcp_syn_retries && echo 0 > conf/all/rp_filter';
const ip = (...args: string[]): string => execFileSync('ip', args, { encoding: 'utf8', stdio: 'pipe' });
let networks = 0;

/** Why this machine may not make network namespaces; undefined where it may. */
export function whyNoNetwork(): string | undefined {
  try {
    makeNamespaces()[Symbol.dispose]();
    return undefined;
  } catch (error) {
    return (error as Error).message.trim();
  }
}

function makeNamespaces() {
  const mark = `cc${process.pid}n${++networks}`;
  const names = { caller: `${mark}c`, gateway: `${mark}g` };
  const dispose = (): void => {
    for (const name of Object.values(names)) {
      try {
        ip('netns', 'delete', name);
      } catch {
        // It was not made.
      }
    }
  };
  try {
    for (const name of Object.values(names)) ip('netns', 'add', name);
    ip('link', 'add', 'cable', 'netns', names.caller, 'type', 'veth', 'peer', 'name', 'cable', 'netns', names.gateway);
    for (const side of ['caller', 'gateway'] as const) {
      ip('-n', names[side], 'address', 'add', `${addresses[side]}/24`, 'dev', 'cable');
      ip('-n', names[side], 'link', 'set', 'cable', 'up');
      ip('-n', names[side], 'link', 'set', 'lo', 'up');
      ip('netns', 'exec', names[side], 'sh', '-c', settle);
    }
  } catch (error) {
    dispose();
    throw error;
  }
  return { names, [Symbol.dispose]: dispose };
}

/** Makes a network, and starts its gateway. */
export async function startNetwork(): Promise<Network> {
  const { names, [Symbol.dispose]: remove } = makeNamespaces();
  const children: ChildProcess[] = [];
  const start = (namespace: string, file: string, ...args: string[]): Program => {
    const program = fileURLToPath(new URL(file, import.meta.url));
    const child = spawn('ip', ['netns', 'exec', namespace, process.execPath, program, ...args], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    children.push(child);
    const lines: string[] = [];
    const ended = new AbortController();
    const reader = createInterface({ input: child.stdout })
      .on('line', (line) => lines.push(line))
      .once('close', () => ended.abort(new Error(`${file} has ended, expected another line of it`)));
    return {
      tell: (line) => void child.stdin.write(`${line}\n`),
      unread: () => lines,
      async said() {
        while (lines.length === 0) await once(reader, 'line', { signal: ended.signal });
        return lines.shift()!;
      },
    };
  };
  const gateway = start(names.gateway, 'server.mjs', addresses.gateway, String(success), mediaType);
  const baseUrl = `http://${addresses.gateway}:${await gateway.said()}`;
  return {
    gateway,
    baseUrl,
    caller: (transport) => start(names.caller, 'caller.mjs', baseUrl, transport, JSON.stringify(sample)),
    // An address of the caller's card that no card has.
    silence: () =>
      void ip(
        '-n',
        names.gateway,
        'neighbour',
        'replace',
        addresses.caller,
        'lladdr',
        '02:00:00:00:00:99',
        'dev',
        'cable',
      ),
    withdraw: () => void ip('-n', names.caller, 'route', 'replace', 'unreachable', `${addresses.gateway}/32`),
    [Symbol.dispose]() {
      for (const child of children) child.kill();
      remove();
    },
  };
}
