import { parseArgs } from 'node:util';
import { ContractError } from '@cc-gateway/spec';
import { diffContracts } from '../diff/diff.ts';
import { reporters } from '../diff/reporting/reporters.ts';
import { UsageError } from '../diff/reading/source.ts';

const usage = `Usage: cc-gateway-contract diff BASE [REVISION] [--reporter pretty|json]

Compares two OpenAPI documents and says which version the changes demand.
BASE and REVISION are files, git revisions (main, HEAD~1, v1.0.0) or REVISION:PATH; the path is spec/openapi.yaml
unless told, REVISION the working tree's document.

Exit code 0: info.version carries the changes; 1: it does not; 2: wrong usage; 3: could not compare.`;

/** Runs `cc-gateway-contract diff` with the arguments after its name, seen from `cwd`; gives the exit code. */
export async function runDiff(args: string[], cwd = process.cwd()): Promise<number> {
  try {
    const options = {
      reporter: { type: 'string', default: 'pretty' },
      help: { type: 'boolean', default: false },
    } as const;
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
    if (values.help) return say(usage, 0);
    const [base, revision, ...more] = positionals;
    const report = Object.hasOwn(reporters, values.reporter) ? reporters[values.reporter] : undefined;
    if (!report) throw new UsageError(`No such reporter: ${JSON.stringify(values.reporter)}. Expected pretty or json.`);
    if (base === undefined || more.length > 0) {
      throw new UsageError(
        `Received ${positionals.length} arguments. Expected BASE and, if wanted, REVISION.\n\n${usage}`,
      );
    }
    const diff = await diffContracts(base, revision, cwd);
    return say(report(diff), diff.isCarried ? 0 : 1);
  } catch (error) {
    console.error((error as Error).message);
    const isUsage = error instanceof UsageError || error instanceof ContractError || error instanceof TypeError;
    return isUsage ? 2 : 3;
  }
}

function say(text: string, code: number): number {
  console.log(text);
  return code;
}
