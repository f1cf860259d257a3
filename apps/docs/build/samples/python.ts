import { addressVariable, authorityVariable, remark, trust, wanted, type Sample } from './words.ts';

/** The sample for Python 3, with nothing but its standard library. */
export function pythonSample(sample: Sample): string {
  const { operation, target, headers, body, success, variables } = sample;
  const judgement = success
    ? [
        'try:',
        `    code = json.loads(text.decode())${success.member.map((name) => `[${JSON.stringify(name)}]`).join('')}`,
        'except (ValueError, KeyError, TypeError, RecursionError):',
        '    code = None',
        '',
        `# ${remark(sample)}`,
        `done = status == ${success.status} and type(code) is ${typeOf(success.equals)} and code == ${literal(success.equals)}`,
      ]
    : [`# ${remark(sample)}`, 'done = 200 <= status < 300'];
  return [
    ...(success ? ['import json'] : []),
    'import os',
    'import ssl',
    'import sys',
    'import urllib.error',
    'import urllib.request',
    '',
    `if not all(map(os.environ.get, (${variables.map(({ name }) => JSON.stringify(name)).join(', ')},))):`,
    `    print(${JSON.stringify(wanted(sample))}, file=sys.stderr)`,
    '    sys.exit(2)',
    '',
    '',
    'class Stay(urllib.request.HTTPRedirectHandler):',
    '    """Follows no redirect: another host must not see the session."""',
    '',
    '    def redirect_request(self, *_):',
    '        return None',
    '',
    '',
    `# ${trust}`,
    `trusted = ssl.create_default_context(cafile=os.environ.get("${authorityVariable}") or None)`,
    'opener = urllib.request.build_opener(Stay, urllib.request.HTTPSHandler(context=trusted))',
    'request = urllib.request.Request(',
    `    os.environ["${addressVariable}"] + ${JSON.stringify(target)},`,
    `    method=${JSON.stringify(operation.method)},`,
    '    headers={',
    ...headers.map(
      ({ name, value, fromEnvironment }) =>
        `        ${JSON.stringify(name)}: ${fromEnvironment ? `os.environ["${value}"]` : JSON.stringify(value)},`,
    ),
    '    },',
    ...(body === undefined ? [] : [`    data=${JSON.stringify(body)}.encode(),`]),
    ')',
    'try:',
    '    with opener.open(request, timeout=10) as response:',
    '        status, text = response.status, response.read()',
    'except urllib.error.HTTPError as error:',
    '    status, text = error.code, error.read()',
    'except (OSError, ValueError) as error:',
    '    sys.exit(f"No answer, so nobody knows what took effect: {error}")',
    'print("HTTP", status, text.decode("utf-8", "replace"))',
    '',
    ...judgement,
    'sys.exit(0 if done else 1)',
    '',
  ].join('\n');
}

const typeOf = (value: unknown): string =>
  typeof value === 'string' ? 'str' : typeof value === 'boolean' ? 'bool' : value === null ? 'type(None)' : 'int';

function literal(value: unknown): string {
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  return JSON.stringify(value);
}
