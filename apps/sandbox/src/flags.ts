import { parseArgs } from 'node:util';

/** The flags of the command. */
export const usage = `cc-gateway-sandbox: the docs, and a mock of the gateway to try them on, at one address.

  PORT=N         in the environment: 8043 unless told; 0 takes a free one
  --host NAME    where it listens: 127.0.0.1 unless told
  --tls          HTTPS with a certificate made at start
  --ca-out FILE  where the PEM of its authority is written, for clients to trust; a temporary file unless told
  --allow-host NAME  answers for this name too, beside localhost; may be given again
  --help         this text`;

/** What the command was asked for. */
export interface Flags {
  port: number;
  host: string;
  tls: boolean;
  caOut?: string;
  allowedHosts: string[];
}

/** Flags or a port that cannot be read. */
export class UsageError extends Error {}

/** Reads the flags and the port. Throws UsageError. */
export function readFlags(args: string[], env: NodeJS.ProcessEnv): Flags | 'help' {
  const PORT = env.PORT || '8043';
  const { help, host, tls, 'ca-out': caOut, 'allow-host': allowedHosts } = parse(args);
  if (help) return 'help';
  if (!/^\d{1,5}$/.test(PORT) || Number(PORT) > 65_535) {
    throw new UsageError(`PORT is ${JSON.stringify(PORT)}, expected a whole number from 0 to 65535.`);
  }
  return {
    port: Number(PORT),
    host,
    tls: tls || caOut !== undefined,
    allowedHosts,
    ...(caOut !== undefined && { caOut }),
  };
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        host: { type: 'string', default: '127.0.0.1' },
        tls: { type: 'boolean', default: false },
        'ca-out': { type: 'string' },
        'allow-host': { type: 'string', multiple: true, default: [] },
        help: { type: 'boolean', short: 'h', default: false },
      },
    }).values;
  } catch (error) {
    throw new UsageError(
      `${(error as Error).message.split(/\.?\s(?=To specify|Did you)/, 1)[0]}. --help lists the flags.`,
    );
  }
}
