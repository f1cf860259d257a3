export { gatewayHandlers, type GatewayHandlers } from './handlers.ts';
export type { FakeAnswer, FakeAnswers, FakeRequest } from '../testing/fake-fetch.ts';
