import type { Contract } from '../contract.ts';
import { DocumentError as ContractError } from '@cc-gateway/openapi';
import { effectsMarkdown, preconditionsMarkdown } from './preconditions.ts';
import { retcodesMarkdown } from './retcodes.ts';

/** A guide with its generated parts filled in: `<!-- generated: retcodes -->`, `… preconditions ID -->`, `… effects ID -->`. */
export const fillGuide = (contract: Contract, text: string): string =>
  text.replaceAll(/<!-- generated: (\w+) ?([^ ]*) -->/g, (_, part: string, id: string) => {
    if (part === 'retcodes') return retcodesMarkdown(contract);
    const operation = contract.operations.find((candidate) => candidate.id === id);
    if (operation && part === 'preconditions') return preconditionsMarkdown(operation);
    if (operation && part === 'effects') return effectsMarkdown(operation);
    throw new ContractError(
      `A guide asks for ${JSON.stringify(`${part} ${id}`.trim())}, expected retcodes, or preconditions or effects and an operationId.`,
    );
  });
