export { startMock, createMock, type Mock, type MockOptions, type RunningMock, type StartOptions } from './mock.ts';
export type { ReceivedRequest } from './record.ts';
export type { Fault, Latency, Match, Rule, Scenario, SessionLife } from './scenario/scenario.ts';
export { readScenario, ScenarioError } from './scenario/read.ts';
export { scenarioSchema } from './scenario/schema.ts';
export { certificateFor, type Certificate, type TlsOptions } from './tls.ts';
export type { World } from '@cc-gateway/spec';
export { closeServer, listen, serverOptions, type ServerOptions } from './server.ts';
export { sessionFor } from './session-for.ts';
