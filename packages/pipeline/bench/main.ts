/** Measures the pipeline: from the document to all that is derived, beside the tools' own commands; and how it grows. */
import { inRounds, publish, versionsOf, type Cost } from '@cc-gateway/bench';
import { parts, partsOf, type Part } from './grown.ts';
import { growth, growthRatios } from './growth.ts';
import { commands, run, tools, whole } from './whole.ts';

const counts = [1, 10, 100, 1_000];
const wholes = Object.keys(commands);
const seconds = Number(process.env['BENCH_SECONDS'] ?? 110);

// Both in the same rounds: the name of a contender is a command's, or a number of operations.
const rounds = await inRounds<Cost | Record<Part, number>>(
  [...wholes, ...counts.map(String)],
  (name) => {
    const command = commands[name];
    return command ? run(command) : partsOf(Number(name));
  },
  { seconds, rounds: 5 },
);
const costs = new Map(wholes.map((name) => [name, rounds.samples.get(name) as Cost[]]));
const grown = new Map(counts.map((count) => [count, rounds.samples.get(String(count)) as Record<Part, number>[]]));

await publish('pipeline', rounds, {
  title: 'Pipeline: from the document to all that is derived',
  method:
    `The builds of spec, types, client and docs, with their compilers, beside the commands that the tools bring, each in a row ` +
    `(${tools.join(', ')}); a fresh process each, nothing is there of former results. ` +
    `Our builds compile our own sources too, which the tools have not: the two compilers stand alone below. After a change of the document ` +
    `the docs have Redoc's script already, which says nothing of the contract. CPU is user and system time of all processes.`,
  versions: versionsOf(['@redocly/cli', 'openapi-typescript'], import.meta.url),
  tables: [whole(costs), growthRatios(parts, grown), growth(parts, grown)],
});
