import type { Contract, Operation } from '@cc-gateway/spec';
import { curlSample } from './curl.ts';
import { javaSample } from './java.ts';
import { pythonSample } from './python.ts';
import { sampleOf, type Sample } from './sample.ts';
import { typescriptSample } from './typescript.ts';

/** A language in which samples are written. */
export interface SampleLanguage {
  /** Its name for syntax colours. */
  lang: string;
  label: string;
  /** Of a file in it, without the full stop. */
  extension: string;
  write: (sample: Sample) => string;
}

/** The languages, in the order of their tabs. */
export const sampleLanguages: SampleLanguage[] = [
  { lang: 'bash', label: 'curl', extension: 'sh', write: curlSample },
  { lang: 'typescript', label: 'TypeScript', extension: 'ts', write: typescriptSample },
  { lang: 'python', label: 'Python', extension: 'py', write: pythonSample },
  { lang: 'java', label: 'Java', extension: 'java', write: javaSample },
];

/** The samples of an operation: programs that read the gateway's address and the session from the environment. */
export function samplesOf(contract: Contract, operation: Operation): (SampleLanguage & { source: string })[] {
  const sample = sampleOf(contract, operation);
  return sampleLanguages.map((language) => ({ ...language, source: language.write(sample) }));
}
