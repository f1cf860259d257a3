import { answerFaults } from './faulty/answers.ts';
import { testFaults } from './faulty/judge.ts';

testFaults('answers', answerFaults);
