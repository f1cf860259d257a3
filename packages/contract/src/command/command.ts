import { firstLine } from '../check/engine/first-line.ts';
import { UsageError } from './usage.ts';
import { version } from './version.ts';

/** A subcommand: takes its arguments, gives the exit code. */
type Command = (args: string[]) => Promise<number>;

/** The subcommands, each loaded when it is called. */
const commands: Record<string, () => Promise<Command>> = {
  check: async () => (await import('./check.ts')).runCheck,
  diff: async () => (await import('./diff.ts')).runDiff,
  drill: async () => (await import('./drill.ts')).runDrill,
  replay: async () => (await import('./replay.ts')).runReplay,
  traffic: async () => (await import('./traffic.ts')).runTraffic,
  rules: async () => (await import('./rules.ts')).runRules,
};

const usage = `cc-gateway-contract check URL [options]      holds a provider to its contract
cc-gateway-contract diff BASE [REVISION]     names what changed between two documents, and the version it demands
cc-gateway-contract drill -- COMMAND         runs a caller, in any language, through every situation of the contract
cc-gateway-contract traffic FILE…            judges both sides of what has passed, or, with --proxy, of what passes
cc-gateway-contract replay ID URL [options]  sends one probe of a check again
cc-gateway-contract rules                    lists the rules
cc-gateway-contract COMMAND --help           lists a command's options
cc-gateway-contract --version                names this package, and the contract that it comes with`;

/**
 * Runs a subcommand and gives the exit code: 0 the contract holds, 1 violations, 2 wrong usage (a sentence on stderr),
 * 3 it could not be tested.
 */
export async function runCommand([name, ...args]: string[]): Promise<number> {
  if (name === '--help' || name === '-h') {
    process.stdout.write(`${usage}\n`);
    return 0;
  }
  if (name === '--version') {
    process.stdout.write(await version());
    return 0;
  }
  const load = Object.hasOwn(commands, name ?? '') ? commands[name!] : undefined;
  if (!load) {
    const received = name === undefined ? 'There is no command' : `The command is ${JSON.stringify(name)}`;
    process.stderr.write(
      `cc-gateway-contract: ${received}, expected ${Object.keys(commands).join(', ')}. --help says what each is.\n`,
    );
    return 2;
  }
  try {
    return await (
      await load()
    )(args);
  } catch (error) {
    if (!isUsage(error)) return unexpected(error, name);
    process.stderr.write(`cc-gateway-contract ${name}: ${error.message}\n`);
    return 2;
  }
}

/** Says in one sentence that the command itself has failed; gives the exit code of what could not be tested. */
export function unexpected(error: unknown, name?: string): 3 {
  const place = name === undefined ? '' : ` ${name}`;
  process.stderr.write(
    `cc-gateway-contract${place}: nothing can be said, because of a fault of this command: ${firstLine(error)}\n`,
  );
  return 3;
}

/** Errors that the caller can mend by calling otherwise; every package that reads input has one of its own. */
const isUsage = (error: unknown): error is Error =>
  error instanceof UsageError ||
  (error instanceof Error &&
    ['CommandError', 'DocumentError', 'OptionError', 'TargetError', 'TrafficError'].includes(error.name));
