import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { ContractError } from '@cc-gateway/spec';
import { parse, type YAMLParseError } from 'yaml';
import type { Json } from '@cc-gateway/spec';
import { everyNode, treeOf } from './tree.ts';
import type { Node, Tree } from './node.ts';

/** Reads a document, of one file or of many. Throws ContractError where it cannot be read, or is no OpenAPI 3.x document. */
export async function loadTree(main: string, given?: string): Promise<Tree> {
  const files = new Map<string, Json>();
  const texts = new Map<string, string>();
  await add(main, given);
  const version = files.get(main)?.openapi;
  if (typeof version !== 'string' || !version.startsWith('3.')) {
    throw new ContractError(
      `Not an OpenAPI document: "openapi" is ${JSON.stringify(version)}, expected a version 3.x.`,
    );
  }
  return treeOf(main, files, texts, locationOf);

  async function add(file: string, text?: string): Promise<void> {
    texts.set(file, text ?? (await textOf(file)));
    files.set(file, parsed(file, texts.get(file)!));
    for (const name of outside({ value: files.get(file), file } as Node)) {
      const next = locationOf(file, name);
      // What is missing stays a reference that leads nowhere: the comparison says so where it matters.
      if (!texts.has(next)) await add(next).catch(() => undefined);
    }
  }
}

/** The files that the references of a file name. */
function outside(root: Node): Set<string> {
  const names = new Set<string>();
  for (const { value } of everyNode(root)) {
    if (typeof value.$ref === 'string' && !value.$ref.startsWith('#')) names.add(value.$ref.split('#')[0]);
  }
  return names;
}

const isUrl = (text: string): boolean => /^https?:\/\//u.test(text);

function locationOf(from: string, name: string): string {
  if (isUrl(name)) return name;
  return isUrl(from) ? new URL(name, from).href : resolve(dirname(from), decodeURI(name));
}

const longestMs = 30_000;

async function textOf(file: string): Promise<string> {
  try {
    if (!isUrl(file)) return await readFile(file, 'utf8');
    const answer = await fetch(file, { signal: AbortSignal.timeout(longestMs) });
    if (!answer.ok) throw new Error(`the answer is ${answer.status}`);
    return await answer.text();
  } catch (cause) {
    throw new ContractError(`${file} cannot be read as an OpenAPI document: ${(cause as Error).message}`, { cause });
  }
}

function parsed(file: string, text: string): Json {
  try {
    return jsonOf(text) ?? parse(text, { maxAliasCount: -1, merge: true, uniqueKeys: false, logLevel: 'error' });
  } catch (cause) {
    const { message, linePos } = cause as YAMLParseError;
    const at = linePos ? `:${linePos[0].line}:${linePos[0].col}` : '';
    const [line = ''] = message.split('\n', 1);
    throw new ContractError(`${JSON.stringify(file)}${at} is neither YAML nor JSON: ${line}`, { cause });
  }
}

/** JSON at its own speed, which is many times that of YAML; undefined where it is none. */
function jsonOf(text: string): Json {
  if (!/^\s*\{/u.test(text)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
