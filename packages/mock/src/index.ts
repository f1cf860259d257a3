export { createMock, startMock, type Mock, type MockOptions, type RunningMock } from './mock.ts';
export type { World } from './tables.ts';
export { closeServer, listen } from './listen.ts';
