/** Writes the table of callers that the docs publish; what this machine cannot run stays as it was. */
import { writeFile } from 'node:fs/promises';
import { naiveCallers } from './services.ts';
import { readTable, tableFile, verdictsOf, type Table } from './verdicts.ts';

const known = await readTable().catch((): Table => []);
const rows = await Promise.all(
  naiveCallers.map(async (caller): Promise<Table> => {
    const { name, language, start } = caller;
    const verdicts = start ? await verdictsOf(caller) : known.find((row) => row.name === name)?.verdicts;
    return verdicts ? [{ name, language, verdicts }] : [];
  }),
);
await writeFile(tableFile, `${JSON.stringify(rows.flat(), null, 2)}\n`);
