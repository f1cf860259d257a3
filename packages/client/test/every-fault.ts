/** Run by each version of Node: provokes every fault, and says as JSON which calls did not come to what they should. */
import { isDeepStrictEqual } from 'node:util';
import { readFileSync } from 'node:fs';
import { createNodeFetch } from '../src/node/index.ts';
import { asItShouldBe, faultCases, nameOf, provokeFault } from './faults.ts';

const [, , folder = ''] = process.argv;
const key = readFileSync(`${folder}/key.pem`, 'utf8');
const cert = readFileSync(`${folder}/cert.pem`, 'utf8');
const nodeFetch = createNodeFetch({ proxy: false, ca: cert });

const wrong: object[] = [];
// A few at a time, so that no time-out comes before the request was read.
const waiting = [...faultCases];
const worker = async (): Promise<void> => {
  for (let each = waiting.shift(); each; each = waiting.shift()) {
    const said = await provokeFault(each, { key, cert }, nodeFetch);
    if (!isDeepStrictEqual(said, asItShouldBe)) wrong.push({ name: nameOf(each), ...said });
  }
};
await Promise.all(Array.from({ length: 8 }, worker));
console.log(JSON.stringify({ tried: faultCases.length, wrong }));
process.exit();
