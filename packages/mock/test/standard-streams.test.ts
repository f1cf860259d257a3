import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { linesTo } from '../src/standard-streams.ts';

test('lines that nobody reads are left out, and counted to whoever reads again', () => {
  const read: (() => void)[] = [];
  let written = '';
  const stream = new Writable({
    write(chunk: Buffer, _, done) {
      written += chunk.toString();
      read.push(done);
    },
  });
  const say = linesTo(() => stream);
  say('x'.repeat(2 ** 20));
  for (const line of ['not', 'these']) say(line);
  read.shift()!();
  say('this');
  expect(written.slice(2 ** 20)).toBe('\n2 lines are left out: nobody read what was written.\nthis\n');
});

test('the command ends when it is told to, although nobody reads its log', async () => {
  const main = fileURLToPath(new URL('../dist/main.js', import.meta.url));
  const child = spawn(process.execPath, [main, '--port', '0']);
  onTestFinished(() => void child.kill('SIGKILL'));
  const [greeting] = (await once(child.stdout, 'data')) as [Buffer];
  const socket = connect(Number(/:(\d+)/.exec(String(greeting))![1]), '127.0.0.1');
  // What systems hold for a reader is less than these lines.
  const asked = `GET /${'a'.repeat(10_000)} HTTP/1.1\r\nHost: localhost\r\n\r\n`;
  socket.write(asked.repeat(100));
  let answers = '';
  for await (const chunk of socket) {
    answers += String(chunk);
    if (answers.split('HTTP/1.1 404').length > 100) break;
  }
  child.kill('SIGTERM');
  expect(await once(child, 'exit')).toEqual([0, null]);
});
