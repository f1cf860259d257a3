import { connectionFaults } from './faulty/connections.ts';
import { testFaults } from './faulty/judge.ts';

testFaults('connections', connectionFaults);
