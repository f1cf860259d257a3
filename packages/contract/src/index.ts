export { violationsOf, type Violation } from './violations.ts';
