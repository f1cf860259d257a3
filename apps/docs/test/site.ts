import { createServer } from 'node:http';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { readFile } from 'node:fs/promises';
import { closeServer, listen } from '@cc-gateway/mock';
import type { Browser, BrowserContextOptions, Page } from '@cc-gateway/testing/browser';
import { contract } from '@cc-gateway/spec';
import { parse } from 'yaml';

/** What the build made. */
export const dist = new URL('../dist/', import.meta.url);

/** A file of the site, as text. */
export const read = (file: string): string => readFileSync(new URL(file, dist), 'utf8');

/** The page in each language. */
export const pages = ['index.html', 'zh/index.html'];

/** A tab with a page, what it asked for and what it complained about. */
export interface Tab {
  page: Page;
  requests: string[];
  complaints: string[];
}

/** Opens an address in a tab of its own. */
export async function openTab(browser: Browser, url: string, options: BrowserContextOptions = {}): Promise<Tab> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  const requests: string[] = [];
  const complaints: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  await page.goto(url);
  return { page, requests, complaints };
}

const types: Record<string, string> = {
  html: 'text/html',
  js: 'text/javascript',
  md: 'text/markdown',
  json: 'application/json',
};

/** Serves the site as any host of static files does: no sandbox behind it. */
export async function serveSite(): Promise<{ url: string; close(): Promise<void> }> {
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://site').pathname;
    const file = new URL(`.${path}${path.endsWith('/') ? 'index.html' : ''}`, dist);
    void readFile(fileURLToPath(file)).then(
      (bytes) => {
        const type = types[file.pathname.split('.').at(-1)!] ?? 'text/plain';
        return response.writeHead(200, { 'content-type': `${type}; charset=utf-8` }).end(bytes);
      },
      () => response.writeHead(404, { 'content-type': 'text/html' }).end('<h1>Not here</h1>'),
    );
  });
  const url = await listen(server, {});
  return { url, close: () => closeServer(server) };
}

/** The first server of the contract, for a test to compare with. */
export const servers = contract.document.servers as { description: string }[];

/** The texts of the Chinese edition. */
export const chinese = parse(readFileSync(new URL('../../../spec/languages/zh.yaml', import.meta.url), 'utf8')) as {
  texts: { en: string; to: string }[];
};
