import { remark, type Sample } from './sample.ts';

/** The sample for Python 3, with nothing but its standard library. */
export function pythonSample(sample: Sample): string {
  const { operation, target, headers, body, isJson, success } = sample;
  const code = `answer${success?.member.map((name) => `[${JSON.stringify(name)}]`).join('') ?? ''}`;
  const judgement = success
    ? [
        `if ${code} != ${literal(success.equals)}:`,
        '    raise SystemExit(f"refused: {answer}")',
        'print("done", answer)',
      ]
    : ['print("done", answer)'];
  return [
    ...(isJson.answer || (body !== undefined && isJson.body) ? ['import json'] : []),
    'import os',
    'import urllib.request',
    '',
    'request = urllib.request.Request(',
    `    os.environ["GATEWAY_URL"] + ${JSON.stringify(target)},`,
    `    method=${JSON.stringify(operation.method)},`,
    '    headers={',
    ...headers.map(
      ({ name, value, fromEnvironment }) =>
        `        ${JSON.stringify(name)}: ${fromEnvironment ? `os.environ["${value}"]` : JSON.stringify(value)},`,
    ),
    '    },',
    ...(body === undefined ? [] : [`    data=${written(body, isJson.body)}.encode(),`]),
    ')',
    'with urllib.request.urlopen(request, timeout=10) as response:',
    `    answer = ${isJson.answer ? 'json.load(response)' : 'response.read().decode(errors="replace")'}`,
    '',
    `# ${remark(sample)}`,
    ...judgement,
    '',
  ].join('\n');
}

const written = (body: string, isJson: boolean): string =>
  isJson ? `json.dumps(${literal(JSON.parse(body))})` : JSON.stringify(body);

function literal(value: unknown): string {
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`;
  if (typeof value !== 'object') return JSON.stringify(value);
  return `{${Object.entries(value)
    .map(([key, inner]) => `${JSON.stringify(key)}: ${literal(inner)}`)
    .join(', ')}}`;
}
