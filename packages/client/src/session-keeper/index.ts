export { createSession, type KeptSession, type SessionOptions, type SignedIn } from './create-session.ts';
