import { remark, type Sample } from './sample.ts';

/** The sample for a shell with curl: prints the answer, and ends with 0 on success. */
export function curlSample(sample: Sample): string {
  const { operation, target, headers, body, success } = sample;
  const call = [
    `curl --silent --show-error --max-time 10${success ? '' : ' --fail-with-body'} \\`,
    `  -X ${operation.method} "$GATEWAY_URL${target.replaceAll(/[\\$`"]/g, String.raw`\$&`)}"`,
    ...headers.map(({ name, value, fromEnvironment }) =>
      fromEnvironment ? `  -H "${name}: $${value}"` : `  -H ${quoted(`${name}: ${value}`)}`,
    ),
    ...(body === undefined ? [] : [`  -d ${quoted(body)}`]),
  ];
  const lines = call.map((line, index) => (index === 0 || index === call.length - 1 ? line : `${line} \\`));
  if (!success) return `${lines.join('\n')}\n`;
  const pattern = `"${success.member.at(-1)}"[[:space:]]*:[[:space:]]*${JSON.stringify(success.equals)}`;
  return [
    `answer=$(${lines.join('\n')})`,
    'echo "$answer"',
    '',
    `# ${remark(sample)}`,
    `echo "$answer" | grep --quiet ${quoted(pattern)}`,
    '',
  ].join('\n');
}

const quoted = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`;
