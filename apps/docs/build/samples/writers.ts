import { csharpSample } from './csharp.ts';
import { curlSample } from './curl.ts';
import { goSample } from './go.ts';
import { javaSample } from './java.ts';
import { pythonSample } from './python.ts';
import type { Sample } from './words.ts';
import { typescriptSample } from './typescript.ts';

/** A language in which samples are written. */
export interface SampleLanguage {
  label: string;
  /** Its name for syntax colours. */
  lang: string;
  /** Of a file in it, without the full stop. */
  extension: string;
  write: (sample: Sample) => string;
}

/** The languages, in the order of their tabs. They run in a browser too. */
export const sampleWriters: SampleLanguage[] = [
  { label: 'curl', lang: 'bash', extension: 'sh', write: curlSample },
  { label: 'TypeScript', lang: 'typescript', extension: 'ts', write: typescriptSample },
  { label: 'Python', lang: 'python', extension: 'py', write: pythonSample },
  { label: 'Java', lang: 'java', extension: 'java', write: javaSample },
  { label: 'C#', lang: 'csharp', extension: 'cs', write: csharpSample },
  { label: 'Go', lang: 'go', extension: 'go', write: goSample },
];
