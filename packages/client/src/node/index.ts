export { createNodeFetch, type NodeFetch } from './fetch.ts';
export type { DispatcherLike, NodeFetchOptions } from './options.ts';
