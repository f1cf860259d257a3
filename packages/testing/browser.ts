/** A Chromium for tests: from npm where one is published for the platform, otherwise the machine's own Chrome. */
import { execFile } from 'node:child_process';
import { statfsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { chromium, type Browser } from 'playwright-core';
import { madeOnce } from './once.ts';

export type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';

const run = promisify(execFile);

/** Starts a headless browser. Rejects with the reason where the machine has none. */
export async function launchBrowser(): Promise<Browser> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return chromium.launch({ channel: 'chrome' });
  const folder = await unpacked();
  const { LD_LIBRARY_PATH: libraries = '', FONTCONFIG_PATH: fonts = join(folder, 'fonts') } = process.env;
  const env = {
    ...process.env,
    LD_LIBRARY_PATH: [join(folder, 'al2023/lib'), ...libraries.split(delimiter)].filter(Boolean).join(delimiter),
    FONTCONFIG_PATH: fonts,
  };
  const ignoreDefaultArgs = hasSharedMemory() ? ['--disable-dev-shm-usage'] : [];
  return chromium.launch({
    executablePath: join(folder, 'chromium'),
    env,
    args,
    ignoreDefaultArgs,
    chromiumSandbox: false,
  });
}

/** Whether the system's shared memory is enough for a browser: without it, hundreds of megabytes go through files. */
function hasSharedMemory(): boolean {
  try {
    const { bavail, bsize } = statfsSync('/dev/shm');
    return bavail * bsize >= 2 ** 30;
  } catch {
    return false;
  }
}

// What would make the browser call home.
const args = ['--disable-quic', '--disable-background-networking', '--disable-component-update', '--no-first-run'];

/** The folder that holds the browser, unpacked once for all packages and all runs: to unpack it takes two seconds. */
async function unpacked(): Promise<string> {
  const packed = import.meta.resolve('@sparticuz/chromium');
  const folder = fileURLToPath(new URL('../unpacked', packed));
  await madeOnce(folder, async (own) => {
    // It unpacks into the folder for temporary files, and the libraries of a system, too, where it believes to be in a cloud.
    const env = { ...process.env, TMPDIR: own, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x' };
    const program = `await (await import(${JSON.stringify(packed)})).default.executablePath();`;
    await run(process.execPath, ['--input-type=module', '--eval', program], { env });
    await writeFile(join(own, 'fonts/fonts.conf'), fontsIn(join(folder, 'fonts')));
  });
  return folder;
}

/** What the package says of its fonts holds for that cloud alone: elsewhere texts had none. */
const fontsIn = (folder: string): string =>
  `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>${folder}</dir><cachedir>${folder}-cache</cachedir></fontconfig>
`;
