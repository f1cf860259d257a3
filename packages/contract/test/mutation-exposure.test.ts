import { exposureFaults } from './faulty/exposure.ts';
import { testFaults } from './faulty/judge.ts';

testFaults('exposure', exposureFaults);
