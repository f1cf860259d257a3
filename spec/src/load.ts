import { loadDocument, type LoadOptions } from '@cc-gateway/openapi';
import { contractOf, type Contract } from './contract.ts';
import { stampOf } from './stamp.ts';

/**
 * Reads the contract from an OpenAPI document, YAML or JSON, of one file or many; `remote` allows addresses. Throws ContractError,
 * with one sentence, where it cannot be used.
 */
export async function loadContract(source: string, options?: LoadOptions): Promise<Contract> {
  const description = await loadDocument(source, options);
  return contractOf(description, stampOf(description.bundled));
}
