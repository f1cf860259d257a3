import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { readContract, type Contract } from './contract.ts';
import { ContractError, type Json } from './document.ts';
import { stampOf } from './stamp.ts';

/** Reads the contract from an OpenAPI 3.x file, YAML or JSON, of one file or many. Throws ContractError. */
export async function loadContract(file: string): Promise<Contract> {
  const path = resolve(file);
  if (!(await stat(path).catch(() => undefined))?.isFile()) {
    throw new ContractError(`No such file: ${JSON.stringify(file)}. Expected an OpenAPI 3.x document, YAML or JSON.`);
  }
  // Loaded on demand: whoever reads the built contract alone needs no parser.
  const { bundle, dereference } = await import('@apidevtools/json-schema-ref-parser');
  try {
    const bundled: Json = await bundle(path, { resolve: { http: false } });
    const stamp = stampOf(bundled);
    return readContract(await dereference(structuredClone(bundled), { dereference: { circular: 'ignore' } }), stamp);
  } catch (cause) {
    if (cause instanceof ContractError) throw cause;
    throw new ContractError(`${file} cannot be read as an OpenAPI document: ${(cause as Error).message}`, { cause });
  }
}
