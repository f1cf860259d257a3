import type { ContractDiff } from '../judging/contract-diff.ts';
import { githubReport } from './github.ts';
import { htmlReport } from './html.ts';
import { junitReport } from './junit.ts';
import { markdownReport } from './markdown.ts';
import { prettyReport } from './pretty.ts';
import { sarifReport } from './sarif.ts';

/** How a comparison is printed, by the name of the reporter. */
export const reporters: Record<string, (diff: ContractDiff) => string> = {
  pretty: prettyReport,
  json: (diff) => JSON.stringify(diff, null, 2),
  markdown: markdownReport,
  html: htmlReport,
  junit: junitReport,
  sarif: sarifReport,
  github: githubReport,
};
