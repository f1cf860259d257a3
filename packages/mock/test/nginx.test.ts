import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { contract } from '@cc-gateway/spec';
import { findNginx } from '@cc-gateway/testing/nginx';
import { expect, test } from 'vitest';
import type { RunningMock } from '../src/index.ts';
import { body, keyHeader, mockFor, sentType, text, whole } from './ask.ts';

const agents = Array.from({ length: 24 }, (_, index) => String(101 + index));
const { path } = contract.operations.find(({ id }) => id === 'assignUserInQueue')!;

const found = findNginx();
// A test that is left out says why.
if ('reason' in found) console.warn(`Left out: nginx in front of three mocks. ${found.reason}.`);

/** Moves the call of an agent to the other queue, and gives the code of the answer. */
function move(socketPath: string, agentid: string): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const headers = { [keyHeader]: `session-${agentid}`, 'content-type': `${sentType}; charset=UTF-8` };
    const target = path.replace(/\{.*?\}/, agentid);
    const sent = request({ socketPath, method: 'PUT', path: target, headers }, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      answer.on('end', () => resolve((JSON.parse(text) as { retcode: unknown }).retcode));
    });
    sent.on('error', reject).end(JSON.stringify({ ...body, [text]: `call-${agentid}`, [whole]: 8 }));
  });
}

/** Which agents each mock heard of since it was last asked. */
const heard = (mocks: RunningMock[]): string[][] =>
  mocks.map((mock) => {
    const ids = mock.requests().map(({ path: asked }) => /\/(\d{3})(?=\/|$)/.exec(asked)![1]!);
    return [...new Set(ids)].toSorted();
  });

test.skipIf('reason' in found)(
  'behind nginx, which hashes by the key, each session is at one of three mocks',
  async () => {
    const state = {
      agents: agents.map((agentid) => ({ agentid, queues: [1, 8] })),
      sessions: agents.map((agentid) => ({ guid: `session-${agentid}`, agentid })),
      queues: [{ skillid: 1 }, { skillid: 8 }],
      calls: agents.map((agentid) => ({ callid: `call-${agentid}`, skillid: 1 })),
    };
    const mocks = await Promise.all([0, 1, 2].map(() => mockFor({ scenario: { state } })));
    const folder = await mkdtemp(join(tmpdir(), 'cc-gateway-nginx-'));
    const socket = join(folder, 'socket');
    const example = await readFile(new URL('../deploy/nginx.conf', import.meta.url), 'utf8');
    const ports = mocks.map(({ url }) => new URL(url).port);
    const served = example
      .replace('listen 8043', `listen unix:${socket}`)
      .replaceAll(/127\.0\.0\.1:805(\d)/g, (_, number: string) => `127.0.0.1:${ports[Number(number) - 1]}`);
    const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
      (name) => `${name}_temp_path ${folder}/${name};`,
    );
    await writeFile(
      join(folder, 'nginx.conf'),
      `daemon off; pid ${folder}/pid; error_log stderr warn; events {} http { access_log off; ${temporary.join(' ')} ${served} }`,
    );
    const args = ['-e', 'stderr', '-p', folder, '-c', join(folder, 'nginx.conf')];
    const nginx = spawn((found as { program: string }).program, args, { stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    nginx.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
    try {
      await expect.poll(() => move(socket, agents[0]!).catch((error: Error) => `${error.message} ${said}`)).toBe('0');
      // A call that is in the queue already is where it should be: the second answer is the first.
      for (const agentid of [...agents, ...agents]) expect(await move(socket, agentid)).toBe('0');
      const first = heard(mocks);
      expect(first.flat().toSorted()).toEqual(agents);
      expect(first.every((some) => some.length > 0)).toBe(true);
      const moved = mocks.map(({ world }) => world!.rows()['calls']!.filter(({ skillid }) => skillid === 8).length);
      expect(moved).toEqual(first.map((some) => some.length));

      await mocks[2]!.close();
      for (const agentid of agents) expect(await move(socket, agentid)).toBe('0');
      for (const [index, some] of heard(mocks.slice(0, 2)).entries()) {
        expect(some).toEqual(expect.arrayContaining(first[index]!));
      }
    } finally {
      nginx.kill();
      await once(nginx, 'exit');
      await Promise.all(mocks.map((mock) => mock.close()));
      await rm(folder, { recursive: true });
    }
  },
);
