import type { Contract } from '@cc-gateway/spec';
import { modules } from './modules.ts';
import type { Rule, Scenario } from './scenario/scenario.ts';
import type { StartOptions } from './start.ts';

/** Why several processes cannot play this as one would; undefined where they can: each would have a state of its own. */
export function unshared(contract: Contract, scenario: Scenario, options: StartOptions): string | undefined {
  const { rules = [], preconditions } = scenario;
  if (options.control !== undefined) return '--control shows one process, and there would be several';
  if (typeof options.tls === 'object' ? options.tls.cert === undefined : options.tls === true) {
    return 'each process would make a certificate of its own; give them one by --cert and --key';
  }
  if (preconditions !== 'ignored' && contract.tables.length > 0) {
    return 'the scenario has a state, and each process would have one of its own; --scenario open has none';
  }
  const counted = rules.find(({ times, chance }) => times !== undefined || chance !== undefined);
  return counted && `the rule ${nameOf(counted)} counts requests, and each process would count its own`;
}

const nameOf = ({ name }: Rule): string => (name === undefined ? 'without a name' : JSON.stringify(name));

/** Which of several processes this is; the last of them to be started speaks for all. */
export const workerNumber = (): number | undefined => modules.cluster.worker?.id;

/** Runs the command in `count` processes on one port until SIGINT or SIGTERM; gives the exit code. One that ends is replaced. */
export function runWorkers(count: number, say: (line: string) => void): Promise<number> {
  const { cluster } = modules;
  let code: number | undefined;
  const stop = (given: number): void => {
    code ??= given;
    for (const worker of Object.values(cluster.workers ?? {})) worker?.process.kill('SIGTERM');
  };
  process.once('SIGINT', () => stop(0)).once('SIGTERM', () => stop(0));
  for (let started = 1; started < count; started++) cluster.fork();
  // The last one says where the mock listens: from then on, the port stays open when any of them is lost.
  let listening = 0;
  cluster.on('listening', () => {
    if (++listening === count - 1 && code === undefined) cluster.fork();
  });
  return new Promise((resolve) => {
    cluster.on('exit', (worker, ended: number | null) => {
      // Wrong usage is so in every process.
      if (ended === 2) stop(2);
      if (code === undefined) {
        say(`Process ${worker.process.pid} ended; another takes its place.`);
        cluster.fork();
      } else if (Object.keys(cluster.workers ?? {}).length === 0) resolve(code);
    });
  });
}
