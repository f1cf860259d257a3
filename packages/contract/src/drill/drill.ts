import { contract as built, ContractError, loadContract, type Contract, type Operation } from '@cc-gateway/spec';
import { commandCaller, CallerError } from './caller/command.ts';
import { triggerCaller } from './caller/trigger.ts';
import type { Breach, Evidence } from './judging/evidence.ts';
import { judge } from './judging/judge.ts';
import { withoutKeys } from '../redaction/spellings.ts';
import { fingerprintOf } from '../redaction/fingerprint.ts';
import { failuresIn, type DrillFinding, type DrillReport, type Trial } from './report/report.ts';
import { situationsOf } from './situations/catalogue.ts';
import type { Situation } from './situations/situation.ts';
import { tryOut } from './trial.ts';

/** Settings of a drill. */
export interface DrillOptions {
  /** The command that makes one call, and its arguments; or `trigger`. */
  command?: string[];
  /** An address: a request to it has a service make one call. The service calls `port`. */
  trigger?: string;
  /** The port of the gateway, where a service is triggered. */
  port?: number;
  /** An OpenAPI 3.x document; the gateway's own unless told. */
  spec?: string;
  /** The `operationId` that the caller calls; the first unless told. */
  operation?: string;
  /** The names of the situations to try; all unless told. */
  situations?: string[];
  /** Milliseconds that a call may take, 30,000 unless told. */
  timeoutMs?: number;
  /** How many situations are tried at once; 6 unless told, and one where a service is triggered. */
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

/** Runs a caller through every situation of its operation, and judges what it did and said. Throws ContractError. */
export async function drill(options: DrillOptions): Promise<DrillReport> {
  const { command = [], trigger, port, timeoutMs = 30_000, ignore = {}, onTrial } = options;
  const { contract, operation } = await subjectOf(options);
  const begin = performance.now();
  const all = situationsOf(contract, operation);
  const chosen = options.situations ? all.filter(({ name }) => options.situations!.includes(name)) : all;
  const unknown = options.situations?.find((name) => !all.some((each) => each.name === name));
  if (unknown !== undefined)
    throw new ContractError(`There is no situation ${JSON.stringify(unknown)}. \`drill --list\` names them.`);
  const caller = trigger === undefined ? commandCaller(command) : triggerCaller(trigger);
  // A service knows one address, of one scheme.
  const possible = trigger === undefined ? chosen : chosen.filter(({ certificate }) => certificate === undefined);
  const trials = new Map<Situation, Trial>();
  let reason: string | undefined;
  const queue = [...possible];
  const work = async (): Promise<void> => {
    for (let next = queue.shift(); next && reason === undefined; next = queue.shift()) {
      try {
        const evidence = await tryOut(next, {
          contract,
          operation,
          caller,
          timeoutMs,
          ...(port !== undefined && { port }),
        });
        const trial = trialOf(evidence, operation, ignore);
        trials.set(next, trial);
        onTrial?.(trial);
      } catch (error) {
        if (!(error instanceof CallerError)) throw error;
        reason = error.message;
      }
    }
  };
  const workers = trigger === undefined ? (options.concurrency ?? 6) : 1;
  await Promise.all(Array.from({ length: workers }, work));
  const results = chosen.map((situation) => trials.get(situation) ?? untried(situation, reason));
  if (reason === undefined && results.every(({ verdict }) => verdict === 'untried'))
    reason = 'The caller sent no request in any situation. Does it call CC_GATEWAY_URL?';
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

function trialOf(evidence: Evidence, operation: Operation, ignore: Record<string, string>): Trial {
  const { situation, attempts, ending, keys } = evidence;
  const breaches = judge(evidence);
  const findings = unique(breaches ?? []).map(({ rule, received, expected }): DrillFinding => {
    const { name, ...rest } = rule;
    const fingerprint = fingerprintOf(operation.id, name, situation.name);
    const ignored = ignore[fingerprint];
    const texts = { received: withoutKeys(received, keys), expected };
    return {
      rule: name,
      ...rest,
      situation: situation.name,
      ...texts,
      fingerprint,
      ...(ignored !== undefined && { ignored }),
    };
  });
  const fails = findings.some(({ severity, ignored }) => severity === 'violation' && ignored === undefined);
  const { name, says, reference } = situation;
  return {
    name,
    says,
    reference,
    verdict: breaches === undefined ? 'untried' : fails ? 'failed' : 'passed',
    ...(breaches === undefined && { reason: 'no request came' }),
    requests: attempts.map(({ atMs, method, target, isElsewhere }) =>
      withoutKeys(`${Math.round(atMs)} ms  ${method} ${target}${isElsewhere ? ' (another origin)' : ''}`, keys),
    ),
    ended:
      ending.code === undefined
        ? 'did not end'
        : `exit code ${ending.code}${ending.outcome ? `, ${ending.outcome}` : ''}`,
    seconds: ending.seconds,
    findings,
  };
}

/** Each rule once, with what was seen first. */
const unique = (breaches: Breach[]): Breach[] =>
  breaches.filter(({ rule }, at) => breaches.findIndex((other) => other.rule === rule) === at);

const untried = ({ name, says, reference, certificate }: Situation, reason: string | undefined): Trial => ({
  name,
  says,
  reference,
  verdict: 'untried',
  requests: [],
  ended: '',
  seconds: 0,
  findings: [],
  reason: reason ?? (certificate ? 'a service knows one address, of one scheme' : 'not reached'),
});
