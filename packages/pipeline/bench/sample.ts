/** Measures the parts of the pipeline on a document of many operations, in this process. Argument: how many. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  callsTypes,
  clientModule,
  clientTypes,
  documentTypes,
  examplesModule,
  examplesTypes,
} from '@cc-gateway/codegen';
import { samplesOf } from '@cc-gateway/docs/samples';
import { llmsText, loadContract, operationMarkdown, type Contract } from '@cc-gateway/spec';
import { grownDocument, type Part } from './grown.ts';

const document = grownDocument(Number(process.argv[2]));
const folder = await mkdtemp(join(tmpdir(), 'cc-gateway-grown-'));
const file = join(folder, 'openapi.json');
await writeFile(file, JSON.stringify(document));

// The compiler is loaded when types are first written, which is no work on a document.
documentTypes({ openapi: '3.1.0', info: { title: 'none', version: '1' }, paths: {} });

let contract!: Contract;
const work: Record<Part, () => Promise<unknown>> = {
  reader: async () => (contract = await loadContract(file)),
  types: async () => [documentTypes(document), callsTypes(contract)],
  'client and validators': async () => [
    await clientModule(contract, '1.0.0'),
    clientTypes(contract),
    examplesModule(contract),
    examplesTypes(contract),
  ],
  markdown: async () => [
    contract.operations.map((operation) => operationMarkdown(contract, operation)),
    llmsText(contract, { guides: [] }),
  ],
  samples: async () => contract.operations.map((operation) => samplesOf(contract, operation)),
};

const taken: Partial<Record<Part, number>> = {};
for (const [part, run] of Object.entries(work) as [Part, () => Promise<unknown>][]) {
  const before = process.cpuUsage();
  await run();
  const { user, system } = process.cpuUsage(before);
  taken[part] = (user + system) / 1_000;
}
await rm(folder, { recursive: true });
process.send!(taken, () => process.exit());
