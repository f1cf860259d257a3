import type { Contract } from '../contract.ts';
import { curlLine } from '../curl.ts';
import type { Operation } from '../operation.ts';
import { sampleRequests } from '../samples.ts';

/** The first request of an operation as a line for a shell, to the document's first server; keys in headers stand in variables. */
export function requestMarkdown(contract: Contract, operation: Operation): string {
  const [sample] = sampleRequests(contract, operation);
  if (sample === undefined) return '';
  const line = curlLine(operation.servers?.[0]?.url ?? '', sample);
  const keys = new Set(
    operation.security
      .flat()
      .flatMap(({ in: place, name }) => (place === 'header' && name !== undefined ? [name] : [])),
  );
  return inShell(
    [...keys].reduce(
      (text, name) => text.replace(`'${name}: ${sample.headers[name]}'`, `"${name}: $${variable(name)}"`),
      line,
    ),
  );
}

/** The same to the mock, which is asked there for the example of an answer that leaves open what took effect. */
export function chosenAnswerMarkdown(contract: Contract, operation: Operation): string {
  const [sample] = sampleRequests(contract, operation);
  const examples = operation.answers.flatMap(({ contents }) => contents.flatMap((content) => content.examples));
  const chosen =
    examples.find(({ value }) => contract.retcodes.of(value?.retcode).outcome === 'unknown') ?? examples[0];
  if (sample === undefined || chosen === undefined) return '';
  const headers = { ...sample.headers, Prefer: `example=${chosen.name}` };
  return inShell(curlLine('http://127.0.0.1:8043', { ...sample, headers }));
}

const inShell = (line: string): string => `\`\`\`sh\n${line}\n\`\`\``;
const variable = (name: string): string => name.toUpperCase().replaceAll(/\W+/g, '_');
