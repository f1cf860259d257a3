import { readFileSync } from 'node:fs';
import { readContract, type Contract } from './contract.ts';

const read = (name: string): string => readFileSync(new URL(`../dist/${name}`, import.meta.url), 'utf8');

/** The contract of this repository's `openapi.yaml`, as it was built. */
export const contract: Contract = readContract(JSON.parse(read('bundled.json')), JSON.parse(read('stamp.json')));
