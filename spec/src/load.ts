import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { readContract, type Contract } from './contract.ts';
import { ContractError, type Json } from './document.ts';
import { stampOf } from './stamp.ts';

/** Reads the contract from an OpenAPI 3.x file, YAML or JSON, of one file or many. Throws ContractError. */
export async function loadContract(file: string): Promise<Contract> {
  const path = await documentFile(file);
  // Loaded on demand: whoever reads the built contract alone needs no parser.
  const { bundle, dereference } = await import('@apidevtools/json-schema-ref-parser');
  try {
    const bundled: Json = await bundle(path, { resolve: { http: false } });
    refuseOther(file, bundled);
    const stamp = stampOf(bundled);
    return readContract(await dereference(structuredClone(bundled), { dereference: { circular: 'ignore' } }), stamp);
  } catch (cause) {
    if (cause instanceof ContractError) throw cause;
    throw new ContractError(`${file} cannot be read as an OpenAPI document: ${said(cause)}`, { cause });
  }
}

const wanted = 'Expected an OpenAPI 3.x document, YAML or JSON.';
const name = (file: string): string => JSON.stringify(file);

/** The path of a file that holds something. Throws ContractError where there is none. */
async function documentFile(file: string): Promise<string> {
  if (/^[a-z][a-z\d+.-]+:\/\//i.test(file))
    throw new ContractError(`${name(file)} is an address, and documents are not fetched. Expected the path of a file.`);
  const path = resolve(file);
  const found = await stat(path).catch(() => undefined);
  if (!found) throw new ContractError(`No such file: ${name(file)}. ${wanted}`);
  if (found.isDirectory()) throw new ContractError(`${name(file)} is a directory. ${wanted}`);
  if (found.size === 0 && found.isFile()) throw new ContractError(`${name(file)} is empty. ${wanted}`);
  return path;
}

/** Throws ContractError where a document is something else than OpenAPI 3.x with paths. */
function refuseOther(file: string, document: Json): void {
  const refuse = (received: string): never => {
    throw new ContractError(`Not an OpenAPI document that can be used: ${name(file)} ${received}. ${wanted}`);
  };
  if (typeof document !== 'object' || document === null || Array.isArray(document)) refuse('holds no map');
  if (document.swagger !== undefined) refuse(`says "swagger": ${JSON.stringify(document.swagger)}`);
  if (document.openapi === undefined) refuse('has no "openapi"');
  if (!String(document.openapi).startsWith('3.')) refuse(`says "openapi": ${JSON.stringify(document.openapi)}`);
  const { paths } = document;
  if (paths === undefined) refuse('has no "paths"');
  if (typeof paths !== 'object' || paths === null || Array.isArray(paths))
    refuse(`says "paths": ${JSON.stringify(paths)}, expected a map of paths`);
}

/** What a parser says, in one line. */
function said(cause: unknown): string {
  const [line = ''] = (cause as Error).message.split('\n', 1);
  return line.endsWith('is not a valid JSON Schema') ? `it holds no map. ${wanted}` : line.trim();
}
