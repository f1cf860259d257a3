export { startSandbox, type Sandbox } from './sandbox.ts';
