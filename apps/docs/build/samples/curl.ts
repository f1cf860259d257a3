import { addressVariable, authorityVariable, remark, trust, wanted, type Sample } from './words.ts';

/** The sample for a shell with curl and jq: prints the answer, and ends with 0 on success. */
export function curlSample(sample: Sample): string {
  const { operation, target, headers, body, success, variables } = sample;
  const call = [
    `status=$(curl --silent --show-error --max-time 10 --output "$answer" --write-out '%{http_code}'`,
    `  \${${authorityVariable}:+--cacert "$${authorityVariable}"}`,
    `  -X ${operation.method} "$${addressVariable}${target.replaceAll(/[\\$`"]/g, String.raw`\$&`)}"`,
    ...headers.map(({ name, value, fromEnvironment }) =>
      fromEnvironment ? `  -H "${name}: $${value}"` : `  -H ${quoted(`${name}: ${value}`)}`,
    ),
    ...(body === undefined ? [] : [`  --data ${quoted(body)}`]),
  ].join(' \\\n');
  const rule =
    success && ['length == 1', `(${accessed(success.member)} == ${JSON.stringify(success.equals)})`].join(' and ');
  const judgement = success
    ? `[ "$status" = ${success.status} ] && jq --slurp --exit-status ${quoted(rule!)} "$answer" > /dev/null 2>&1`
    : '[ "$status" -ge 200 ] && [ "$status" -lt 300 ]';
  return [
    success ? '# Needs curl and jq.' : '# Needs curl.',
    `if ${variables.map(({ name }) => `[ -z "$${name}" ]`).join(' || ')}; then`,
    `  echo ${quoted(wanted(sample))} >&2`,
    '  exit 2',
    'fi',
    '',
    `# ${trust}`,
    'answer=$(mktemp) || exit 1',
    `trap 'rm -f "$answer"' EXIT`,
    `${call}) || exit 1`,
    `printf 'HTTP %s %s\\n' "$status" "$(tr -d '\\0' < "$answer")"`,
    '',
    `# ${remark(sample)}`,
    `if ${judgement}; then`,
    '  exit 0',
    'fi',
    'exit 1',
    '',
  ].join('\n');
}

const quoted = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`;

// What is no object has no member; jq would stop there with an error, which is no success either.
const accessed = (member: string[]): string => `.[0]${member.map((name) => `[${JSON.stringify(name)}]`).join('')}`;
