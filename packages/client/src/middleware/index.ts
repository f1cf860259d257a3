export { withMiddleware } from './with-middleware.ts';
export type { Middleware, MiddlewareFacts } from './middleware.ts';
