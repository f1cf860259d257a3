import type { Contract, Operation } from '@cc-gateway/spec';
import { sampleOf } from './sample.ts';
import { sampleWriters, type SampleLanguage } from './writers.ts';

export { sampleWriters as sampleLanguages, type SampleLanguage } from './writers.ts';

/** The samples of an operation: programs that read the gateway's address and the session from the environment. */
export function samplesOf(contract: Contract, operation: Operation): (SampleLanguage & { source: string })[] {
  const sample = sampleOf(contract, operation);
  return sampleWriters.map((language) => ({ ...language, source: language.write(sample) }));
}
