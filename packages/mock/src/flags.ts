import { parseArgs } from 'node:util';
import { contract, contractFile, loadContract } from '@cc-gateway/spec';
import { nearest } from './nearest.ts';
import type { Latency } from './scenario/scenario.ts';
import type { StartOptions } from './start.ts';
import { flags } from './usage.ts';

/** What the command is to do. */
export type Wanted = 'help' | 'version' | Run;

/** How the mock is to be run. */
export interface Run {
  options: StartOptions;
  /** The document, where it is not the built contract. */
  document?: string;
  remote: boolean;
  watch: boolean;
  /** How many processes are to play it. */
  workers: number;
}

/** A flag that cannot be read. */
export class UsageError extends Error {}

/** Reads the flags. Throws UsageError, DocumentError or ContractError where the document cannot be used. */
export async function readFlags(args: string[]): Promise<Wanted> {
  const { values, positionals } = parse(args.flatMap(asOurs));
  if (values.help) return 'help';
  if (values.version) return 'version';
  const document = documentOf(values, positionals);
  const options: StartOptions = {
    host: values.host,
    port: portOf('--port', values.port),
    allowHosts: values['allow-host'] ?? [],
    scenario: values.scenario,
    violations: oneOf('--violations', values.violations, ['gateway', 'problem']),
    errors: values.errors,
    lenient: values.lenient,
    dynamic: values.dynamic,
    ignoreExamples: values['ignore-examples'],
    log: oneOf('--log', values.log, ['pretty', 'json', 'silent']),
    contract: document === undefined ? contract : await loadContract(document, { remote: values.remote }),
    latency: values.latency === undefined ? 0 : latencyOf(values.latency),
    ...(values['json-schema-faker-fill-properties'] !== undefined && {
      fillProperties: values['json-schema-faker-fill-properties'],
    }),
    ...(values.seed !== undefined && { seed: values.seed }),
    ...(values.cors !== undefined && { cors: values.cors }),
    ...(values['body-limit'] !== undefined && { bodyLimit: bytesOf(values['body-limit']) }),
    ...tlsOf(values),
    ...(values.control !== undefined && { control: portOf('--control', values.control) }),
    ...(values['control-token'] !== undefined && { controlToken: values['control-token'] }),
  };
  const { remote, watch } = values;
  return { options, ...(document !== undefined && { document }), remote, watch, workers: countOf(values.workers) };
}

/** The file of the document that is given; undefined where none is. Throws UsageError, or ContractError for a version that is not there. */
function documentOf(values: { spec?: string; 'contract-version'?: string }, others: string[]): string | undefined {
  const { spec, 'contract-version': version } = values;
  const given = [spec, ...others, version && `version ${version}`].filter((each) => each !== undefined);
  if (given.length > 1)
    throw new UsageError(
      `${given.map((each) => JSON.stringify(each)).join(' and ')} are given, expected one document.`,
    );
  return version === undefined ? given[0] : contractFile(version);
}

/** A flag as Prism writes it, in our spelling: `--ignoreExamples`, `--cors=false`. */
function asOurs(arg: string): string[] {
  const [, name, value] = /^--([a-z]+(?:-?[A-Za-z][a-z]*)*)(?:=(.*))?$/s.exec(arg) ?? [];
  if (name === undefined) return [arg];
  const ours = name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  const isSwitch = Object.hasOwn(flags, ours) && flags[ours as keyof typeof flags].type === 'boolean';
  if (isSwitch && value === 'false') return [`--no-${ours}`];
  if (isSwitch && value === 'true') return [`--${ours}`];
  return [value === undefined ? `--${ours}` : `--${ours}=${value}`];
}

function parse(args: string[]) {
  try {
    return parseArgs({ args, options: flags, allowPositionals: true, allowNegative: true });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const [, unknown] = /'(-{1,2}[^']+)'/.exec(message) ?? [];
    if (code !== 'ERR_PARSE_ARGS_UNKNOWN_OPTION' || unknown === undefined) throw new UsageError(message);
    const name = unknown.replace(/^-+/, '');
    const near = ofPrism[name] ?? nearest(name, Object.keys(flags));
    throw new UsageError(`There is no flag ${unknown}.${near === undefined ? '' : ` Did you mean --${near}?`}`);
  }
}

/** Flags of Prism whose matter has another name here. */
const ofPrism: Record<string, string> = { m: 'workers', multiprocess: 'workers', v: 'log', 'verbose-level': 'log' };

function tlsOf(values: { tls: boolean; cert?: string; key?: string; 'ca-out'?: string }): Pick<StartOptions, 'tls'> {
  const { cert, key, 'ca-out': caOut } = values;
  if ((cert === undefined) !== (key === undefined)) {
    throw new UsageError(
      `--${cert === undefined ? 'key' : 'cert'} is given alone, expected --cert and --key together.`,
    );
  }
  if (caOut !== undefined && cert !== undefined) {
    throw new UsageError('--ca-out is given with --cert, expected one or the other: no authority is made.');
  }
  if (!values.tls && cert === undefined && caOut === undefined) return {};
  return {
    tls: {
      ...(cert !== undefined && { cert }),
      ...(key !== undefined && { key }),
      ...(caOut !== undefined && { caOut }),
    },
  };
}

function oneOf<const T extends string>(flag: string, received: string, expected: T[]): T {
  if ((expected as string[]).includes(received)) return received as T;
  throw new UsageError(`${flag} is ${JSON.stringify(received)}, expected ${expected.join(', ')}.`);
}

function portOf(flag: string, received: string): number {
  const port = Number(received);
  if (/^\d+$/.test(received) && port <= 65_535) return port;
  throw new UsageError(`${flag} is ${JSON.stringify(received)}, expected a whole number from 0 to 65535.`);
}

function countOf(received: string): number {
  const count = Number(received);
  if (/^\d+$/.test(received) && count >= 1 && count <= 256) return count;
  throw new UsageError(`--workers is ${JSON.stringify(received)}, expected a whole number from 1 to 256.`);
}

function bytesOf(received: string): number {
  const [, count, unit] = /^(\d{1,12})(kb|mb)?$/i.exec(received) ?? [];
  if (count === undefined) {
    throw new UsageError(`--body-limit is ${JSON.stringify(received)}, expected bytes as 1048576, 500kb or 10mb.`);
  }
  return Number(count) * { '': 1, kb: 2 ** 10, mb: 2 ** 20 }[(unit ?? '').toLowerCase() as 'kb'];
}

function latencyOf(received: string): Latency {
  const [, from, to] = /^(\d+)(?:-(\d+))?$/.exec(received) ?? [];
  if (from === undefined) {
    throw new UsageError(`--latency is ${JSON.stringify(received)}, expected milliseconds as 250 or 100-400.`);
  }
  return to === undefined ? Number(from) : { min: Number(from), max: Number(to) };
}
