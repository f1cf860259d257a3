/** A Chromium for tests: from npm where one is published for the platform, otherwise the machine's own Chrome. */
import { chromium, type Browser } from 'playwright-core';

export type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';

/** Starts a headless browser. Rejects with the reason where the machine has none. */
export async function launchBrowser(): Promise<Browser> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return chromium.launch({ channel: 'chrome' });
  // Makes the package unpack the system libraries that it brings, for machines that have never seen a browser.
  process.env.AWS_EXECUTION_ENV ??= 'AWS_Lambda_nodejs22.x';
  const { default: packaged } = await import('@sparticuz/chromium');
  return chromium.launch({ executablePath: await packaged.executablePath(), args, chromiumSandbox: false });
}

// What would make the browser call home.
const args = ['--disable-quic', '--disable-background-networking', '--disable-component-update', '--no-first-run'];
