import { requestFaults } from './faulty/requests.ts';
import { testFaults } from './faulty/judge.ts';

testFaults('requests', requestFaults);
