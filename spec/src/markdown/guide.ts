import type { Contract } from '../contract.ts';
import { DocumentError as ContractError } from '@cc-gateway/openapi';
import type { Operation } from '../operation.ts';
import { chosenAnswerMarkdown } from './request.ts';
import { codesMarkdown, inquiryMarkdown, retcodesMarkdown } from './retcodes.ts';
import { asWritten, type Translate } from './translate.ts';
import { worldMarkdown } from './world.ts';

type Parts<Of> = Record<string, (of: Of, t: Translate) => string>;

const parts: Parts<Contract> = {
  retcodes: retcodesMarkdown,
  codes: codesMarkdown,
  inquiry: inquiryMarkdown,
  world: worldMarkdown,
};

const partsOfOperations: Record<string, (operation: Operation, t: Translate, contract: Contract) => string> = {
  answer: (operation, _, contract) => chosenAnswerMarkdown(contract, operation),
};

/** A guide with its generated parts filled in: `<!-- generated: retcodes -->`, `… answer ID -->` and the like. */
export const fillGuide = (contract: Contract, text: string, t: Translate = asWritten): string =>
  text.replaceAll(/<!-- generated: (\w+) ?([^ ]*) -->/g, (_, part: string, id: string) => {
    const operation = contract.operations.find((candidate) => candidate.id === id);
    if (id === '' && Object.hasOwn(parts, part)) return parts[part]!(contract, t);
    if (operation && Object.hasOwn(partsOfOperations, part)) return partsOfOperations[part]!(operation, t, contract);
    throw new ContractError(
      `A guide asks for ${JSON.stringify(`${part} ${id}`.trim())}, expected ${Object.keys(parts).join(', ')}, or ${Object.keys(partsOfOperations).join(', ')} and an operationId.`,
    );
  });
