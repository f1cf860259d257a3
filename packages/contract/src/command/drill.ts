import { parseArgs } from 'node:util';
import { drill, listSituations, type DrillOptions } from '../drill/drill.ts';
import { drillExitCode, type DrillReport } from '../drill/report/report.ts';
import { htmlDrill } from '../drill/reporting/html.ts';
import { junitDrill } from '../drill/reporting/junit.ts';
import { markdownDrill } from '../drill/reporting/markdown.ts';
import { prettyDrill } from '../drill/reporting/pretty.ts';
import { sarifDrill } from '../drill/reporting/sarif.ts';
import { documentFlags, documentOf, documentUsage } from './document.ts';
import { readText, wholeNumber } from './flags.ts';
import { acceptedIn } from './ignored.ts';
import { readReporters, write, writeReports } from './reporters.ts';
import { seeHelp, UsageError, wrongFlags } from './usage.ts';

const usage = `cc-gateway-contract drill [options] -- COMMAND [ARGUMENT…]
  COMMAND                makes one call to CC_GATEWAY_URL with the values in its environment; its exit code is 0 where the call
                         succeeded, and its last line may be JSON: {"outcome":"applied"}, "not-applied" or "unknown"
  --trigger URL          a service in place of COMMAND: a POST to URL has it make one call; the body is JSON with what a command
                         finds in its environment
  --port N               where the gateway listens, for a service that knows one address, whatever the body says
  --tls                  the gateway speaks HTTPS in each situation
  --ca-out FILE          writes the authority to trust, PEM, and waits until the service is there
${documentUsage}
  --operation NAME       the operation that is called; the first unless told
  --situation NAME       tries this one alone; repeatable
  --timeout MS           that a call may take (30000)
  --list                 lists the situations
  --reporter NAME[=FILE] pretty (the default), markdown, json, junit, sarif or html; repeatable
  --html FILE            the certificate as a page
  --ignore FILE          YAML or JSON: fingerprints of accepted findings, each with a reason
`;

const makers: Record<string, (report: DrillReport) => string> = {
  pretty: prettyDrill,
  markdown: markdownDrill,
  json: (report) => `${JSON.stringify(report, null, 2)}\n`,
  junit: junitDrill,
  sarif: sarifDrill,
  html: htmlDrill,
};

/** `drill`: runs a caller through every situation of the contract. Report on stdout, progress on stderr. */
export async function runDrill(args: string[]): Promise<number> {
  const at = args.indexOf('--');
  const [own, command] = at === -1 ? [args, []] : [args.slice(0, at), args.slice(at + 1)];
  const values = parsed(own);
  if (values.help) return print(usage);
  const options = await optionsOf(values, command);
  if (values.list) {
    const lines = (await listSituations(options)).map(
      ({ name, says, needs }) => `${name.padEnd(26)} ${says}${needs === undefined ? '' : ` (for ${needs})`}`,
    );
    return print(`${lines.join('\n')}\n`);
  }
  if (command.length === 0 && values.trigger === undefined)
    throw new UsageError(`expected a command after --, or --trigger URL. ${seeHelp}`);
  const caOut = values['ca-out'];
  const reporters = readReporters(
    [...(values.reporter ?? []), ...(values.html === undefined ? [] : [`html=${values.html}`])],
    Object.keys(makers),
  );
  const report = await drill({
    ...options,
    ...(values.tls && { tls: true }),
    ...(caOut !== undefined && { onAuthority: (ca: string) => write(caOut, ca, '--ca-out') }),
    onTrial: ({ name, verdict }) => process.stderr.write(`${verdict.padEnd(8)} ${name}\n`),
  });
  await writeReports(report, reporters, makers);
  return drillExitCode(report);
}

function print(text: string): number {
  process.stdout.write(text);
  return 0;
}

function parsed(args: string[]) {
  const text = { type: 'string' } as const;
  const texts = { type: 'string', multiple: true } as const;
  const flag = { type: 'boolean' } as const;
  const options = {
    trigger: text,
    port: text,
    tls: flag,
    'ca-out': text,
    ...documentFlags,
    operation: text,
    situation: texts,
    timeout: text,
    list: flag,
    reporter: texts,
    html: text,
    ignore: text,
    help: { type: 'boolean', short: 'h' } as const,
  };
  try {
    return parseArgs({ args, options }).values;
  } catch (error) {
    throw wrongFlags(error);
  }
}

async function optionsOf(values: ReturnType<typeof parsed>, command: string[]): Promise<DrillOptions> {
  const { trigger, operation, situation, ignore } = values;
  if (trigger !== undefined && !URL.canParse(trigger))
    throw new UsageError(`--trigger is ${JSON.stringify(trigger)}, expected the address of a service.`);
  const given = {
    trigger,
    spec: documentOf(values),
    operation,
    situations: situation,
    port: wholeNumber('--port', values.port, 1, 65_535),
    timeoutMs: wholeNumber('--timeout', values.timeout, 1),
    ignore: ignore === undefined ? undefined : acceptedIn(ignore, await readText('--ignore', ignore)),
  };
  return { command, ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) };
}
