import type { Fault } from './fault.ts';
import { constraintFaults } from './requests/constraints.ts';
import { equivalentFaults } from './requests/equivalents.ts';
import { sessionFaults } from './requests/sessions.ts';
import { syntaxFaults } from './requests/syntax.ts';

/** Faults of a gateway that accepts too much, or too little, by the rooms of the probes that find them. */
export const requestFaults: Fault[] = [...constraintFaults, ...syntaxFaults, ...equivalentFaults, ...sessionFaults];
