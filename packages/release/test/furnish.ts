import { execFile } from 'node:child_process';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { RunningMock } from '@cc-gateway/mock';
import { root } from '../src/published.ts';

const run = promisify(execFile);
const path = '/agentgateway/resource/calldata/101/assignuserinqueue';

/** A call that can be made once, to a gateway. */
export function move(url: string, guid: string): Promise<Response> {
  const headers = { 'Content-Type': 'application/json; charset=UTF-8', Guid: guid };
  return fetch(url + path, { method: 'PUT', headers, body: '{"callid":"1663580465-1134","skillid":1}' });
}

/** A call to the mock, as a recording has it. */
async function recorded(url: string, guid: string): Promise<object> {
  const answer = await move(url, guid);
  const listed = (all: Iterable<[string, string]>) => [...all].map(([name, value]) => ({ name, value }));
  const mimeType = 'application/json; charset=UTF-8';
  const request = {
    method: 'PUT',
    url: url + path,
    httpVersion: 'HTTP/1.1',
    headers: listed(Object.entries({ 'Content-Type': mimeType, Guid: guid })),
    postData: { mimeType, text: '{"callid":"1663580465-1134","skillid":1}' },
  };
  const content = { mimeType: 'application/json', text: await answer.text() };
  const response = { status: answer.status, headers: listed(answer.headers), content };
  return {
    log: { version: '1.2', entries: [{ startedDateTime: '2026-11-23T00:00:00Z', time: 1, request, response }] },
  };
}

const caller = `import json, os, ssl, sys, urllib.request
path = '/agentgateway/resource/calldata/%s/assignuserinqueue' % os.environ['CC_GATEWAY_AGENTID']
body = json.dumps({'callid': os.environ['CC_GATEWAY_CALLID'], 'skillid': int(os.environ['CC_GATEWAY_SKILLID'])}).encode()
headers = {'Content-Type': 'application/json; charset=UTF-8', 'Guid': os.environ['CC_GATEWAY_GUID']}
request = urllib.request.Request(os.environ['CC_GATEWAY_URL'] + path, body, headers, method='PUT')
trust = ssl.create_default_context(cafile=os.environ.get('CC_GATEWAY_CA'))
with urllib.request.urlopen(request, context=trust) as answer: sys.exit(0 if json.load(answer)['retcode'] == '0' else 1)
`;

/** Puts what the printed commands read into a project in which the packages are installed. */
export async function furnish(cwd: string, mock: RunningMock): Promise<void> {
  const document = await readFile(join(cwd, 'node_modules/@cc-gateway/spec/dist/openapi.yaml'), 'utf8');
  await mkdir(join(cwd, 'spec'));
  for (const name of ['spec/openapi.yaml', 'old.yaml', 'new.yaml', 'openapi.yaml'])
    await writeFile(join(cwd, name), document);
  await writeFile(join(cwd, 'calls.har'), JSON.stringify(await recorded(mock.url, mock.sessionOf({ agentid: '101' }))));
  await writeFile(join(cwd, 'move.py'), caller);
  const scenario = /```yaml\n(# yaml-language-server[^]*?)```/.exec(
    await readFile(join(root, 'packages/mock/README.md'), 'utf8'),
  );
  await writeFile(join(cwd, 'busy-day.yaml'), scenario![1]!);
  const git = 'git -c user.name=a -c user.email=a@example.com';
  await run('bash', ['-c', `git init -q -b main && git add spec && ${git} commit -qm a && git tag v1.0.0`], { cwd });
  // What npx does with a package that is installed, without half a second of npm's own.
  await mkdir(join(cwd, 'programs'));
  await writeFile(
    join(cwd, 'programs/npx'),
    '#!/bin/sh\nprogram=cc-gateway-${1#@cc-gateway/}\nshift\nexec "${0%/*}/../node_modules/.bin/$program" "$@"\n',
  );
  await chmod(join(cwd, 'programs/npx'), 0o755);
}
