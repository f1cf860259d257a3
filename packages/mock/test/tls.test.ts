import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { Agent, request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { certificateFor } from '../src/tls.ts';
import { body, guid, keyHeader, mockFor, path, sentType } from './ask.ts';

const put = (url: string, ca?: string) =>
  new Promise<string>((resolve, reject) => {
    const agent = new Agent({ ...(ca !== undefined && { ca }) });
    const headers = { [keyHeader]: guid, 'content-type': sentType };
    request(`${url}${path}`, { method: 'PUT', agent, headers }, (answer) => resolve(text(answer)))
      .on('error', reject)
      .end(JSON.stringify(body));
  });

test('a client that trusts the authority made at start gets its answer, one that does not gets none', async () => {
  const caOut = join(await mkdtemp(join(tmpdir(), 'mock-')), 'ca.pem');
  await using mock = await mockFor({ tls: { caOut } });
  expect(mock.url).toMatch(/^https:/);
  const ca = await readFile(caOut, 'utf8');
  expect(mock.ca).toBe(ca);
  expect(await put(mock.url, ca)).toContain('"retcode":"0"');
  expect(await put(mock.url.replace('127.0.0.1', 'localhost'), ca)).toContain('"retcode":"0"');
  await expect(put(mock.url)).rejects.toThrow(/certificate/);
});

test('a certificate from files is used as it is', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'mock-'));
  const made = await certificateFor('127.0.0.1', {});
  await writeFile(join(folder, 'cert.pem'), made.cert);
  await writeFile(join(folder, 'key.pem'), made.key);
  await using mock = await mockFor({ tls: { cert: join(folder, 'cert.pem'), key: join(folder, 'key.pem') } });
  expect(mock.ca).toBeUndefined();
  expect(await put(mock.url, made.ca)).toContain('"retcode":"0"');
});

test('a fault resets a connection of TLS too', async () => {
  await using mock = await mockFor({ tls: true, scenario: { rules: [{ fault: { reset: true } }] } });
  await expect(put(mock.url, mock.ca)).rejects.toMatchObject({ code: 'ECONNRESET' });
});
