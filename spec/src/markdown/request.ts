import type { Contract } from '../contract.ts';
import { curlLine } from '../curl.ts';
import type { Operation } from '../operation.ts';
import { sampleRequests } from '../samples.ts';

/** The first request of an operation as a line for a shell, which asks the mock for the example of an answer that leaves open what took effect. */
export function chosenAnswerMarkdown(contract: Contract, operation: Operation): string {
  const [sample] = sampleRequests(contract, operation);
  const examples = operation.answers.flatMap(({ contents }) => contents.flatMap((content) => content.examples));
  const chosen =
    examples.find(({ value }) => contract.retcodes.of(value?.retcode).outcome === 'unknown') ?? examples[0];
  if (sample === undefined || chosen === undefined) return '';
  const headers = { ...sample.headers, Prefer: `example=${chosen.name}` };
  return `\`\`\`sh\n${curlLine('http://127.0.0.1:8043', { ...sample, headers })}\n\`\`\``;
}
