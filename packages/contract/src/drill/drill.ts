import { contract as built, ContractError, loadContract, type Contract, type Operation } from '@cc-gateway/spec';
import { commandCaller } from './caller/command.ts';
import { CallerError, triggerCaller, untilThere } from './caller/trigger.ts';
import { withoutKeys } from '../redaction/spellings.ts';
import type { Evidence } from './judging/evidence.ts';
import { failuresIn, type DrillReport, type Trial } from './report/report.ts';
import { trialOf, untried } from './report/trial-of.ts';
import { shown } from './gateway/certificates.ts';
import { situationsOf } from './situations/catalogue.ts';
import type { Situation } from './situations/situation.ts';
import { tryOut } from './trial.ts';

/** Settings of a drill. */
export interface DrillOptions {
  /** The command that makes one call, and its arguments; or `trigger`. */
  command?: string[];
  /** An address: a POST to it, with what a command would find in its environment as JSON, has a service make one call. */
  trigger?: string;
  /** The port of the gateway, where a service knows one address, whatever it is told. */
  port?: number;
  /** The gateway speaks HTTPS in each situation. */
  tls?: boolean;
  /** Is told the authority to trust, PEM, before anything is asked of a service; then it is waited for until it is there. */
  onAuthority?: (ca: string) => Promise<void>;
  /** An OpenAPI 3.x document; the gateway's own unless told. */
  spec?: string;
  /** The `operationId` that the caller calls; the first unless told. */
  operation?: string;
  /** The names of the situations to try; all unless told. */
  situations?: string[];
  /** Milliseconds that a call may take, 30,000 unless told. */
  timeoutMs?: number;
  /** How many situations are tried at once: 6 unless told, of a service one, and always one where it knows one address. */
  concurrency?: number;
  /** Fingerprints of accepted findings, each with its reason. */
  ignore?: Record<string, string>;
  /** Is told of each situation that has been tried. */
  onTrial?: (trial: Trial) => void;
}

/** The situations of a drill. Throws ContractError where the operation is not there. */
export async function listSituations(options: Pick<DrillOptions, 'spec' | 'operation'>): Promise<Situation[]> {
  const { contract, operation } = await subjectOf(options);
  return situationsOf(contract, operation);
}

/** Runs a caller through every situation of its operation, and judges what it did and said. Throws ContractError, and CommandError for a command that is none. */
export async function drill(options: DrillOptions): Promise<DrillReport> {
  const { command = [], trigger, port, tls = false, timeoutMs = 30_000, ignore = {}, onAuthority, onTrial } = options;
  const { contract, operation } = await subjectOf(options);
  const begin = performance.now();
  const all = situationsOf(contract, operation);
  const chosen = options.situations ? all.filter(({ name }) => options.situations!.includes(name)) : all;
  const unknown = options.situations?.find((name) => !all.some((each) => each.name === name));
  if (unknown !== undefined)
    throw new ContractError(`There is no situation ${JSON.stringify(unknown)}. \`drill --list\` names them.`);
  const caller = trigger === undefined ? commandCaller(command) : triggerCaller(trigger);
  const isBound = trigger !== undefined && port !== undefined;
  const atOnce = isBound ? 1 : (options.concurrency ?? (trigger === undefined ? 6 : 1));
  const reasonOf = ({ certificate }: Situation): string | undefined =>
    isBound && certificate !== undefined && !tls
      ? 'the service knows one address, of one scheme: --tls drills it over HTTPS'
      : undefined;
  const trials = new Map<Situation, Trial>();
  let said: string | undefined;
  const how = { contract, operation, caller, timeoutMs, tls, isService: trigger !== undefined };
  const tryOne = async (situation: Situation): Promise<void> => {
    const evidence = await tryOut(situation, { ...how, ...(port !== undefined && { port }) });
    const trial = trialOf(evidence, operation, ignore);
    trials.set(situation, trial);
    if (evidence.attempts.length === 0) said ??= saidOf(evidence);
    onTrial?.(trial);
  };
  let reason = await obstacleTo(async () => {
    if (onAuthority) await onAuthority((await shown('right')).ca);
    if (onAuthority && trigger !== undefined) await untilThere(trigger, timeoutMs);
    const queue = chosen.filter((situation) => reasonOf(situation) === undefined);
    const workers = await Promise.allSettled(Array.from({ length: atOnce }, () => takeAll(queue, tryOne)));
    for (const worker of workers) if (worker.status === 'rejected') throw worker.reason;
  });
  const results = chosen.map(
    (situation) => trials.get(situation) ?? untried(situation, reason ?? reasonOf(situation) ?? 'not reached'),
  );
  if (reason === undefined && results.every(({ verdict }) => verdict === 'untried'))
    reason = `The caller could be judged in no situation. Does it call CC_GATEWAY_URL?${said ?? ''}`;
  const report = { trials: results };
  return {
    tool: 'cc-gateway-contract drill',
    contract: { title: contract.title, ...contract.stamp },
    operation: operation.id,
    caller: trigger ?? command.join(' '),
    outcome: reason !== undefined ? 'untestable' : failuresIn(report).length > 0 ? 'failed' : 'passed',
    ...(reason !== undefined && { reason }),
    ...report,
    seconds: (performance.now() - begin) / 1_000,
  };
}

const mostLines = 20;

/** What a caller said that sent nothing, and how it ended, without keys. */
function saidOf({ endings: [{ code, output }], keys }: Evidence): string {
  const lines = withoutKeys(output, keys).trimEnd().split('\n').slice(-mostLines);
  const end = code === undefined ? 'It did not end' : `It ended with exit code ${code}`;
  return lines.join('') === '' ? ` ${end}, and said nothing.` : ` ${end}, and said:\n${lines.join('\n')}`;
}

/** Takes one after the other, until none is left. What one throws leaves the rest to nobody. */
async function takeAll<T>(queue: T[], take: (item: T) => Promise<void>): Promise<void> {
  try {
    for (let next = queue.shift(); next; next = queue.shift()) await take(next);
  } catch (error) {
    queue.length = 0;
    throw error;
  }
}

/** Why a caller cannot be drilled. Throws what is no fault of the caller. */
async function obstacleTo(act: () => Promise<void>): Promise<string | undefined> {
  try {
    await act();
    return undefined;
  } catch (error) {
    if (error instanceof CallerError) return error.message;
    throw error;
  }
}

async function subjectOf({ spec, operation: id }: Pick<DrillOptions, 'spec' | 'operation'>): Promise<{
  contract: Contract;
  operation: Operation;
}> {
  const contract = spec === undefined ? built : await loadContract(spec);
  const names = contract.operations.map((each) => each.id);
  const operation = id === undefined ? contract.operations[0] : contract.operations.find((each) => each.id === id);
  if (operation) return { contract, operation };
  const received = id === undefined ? 'The document has no operation' : `The operation is ${JSON.stringify(id)}`;
  throw new ContractError(`${received}, expected one of ${names.slice(0, 20).join(', ') || 'at least one'}.`);
}
