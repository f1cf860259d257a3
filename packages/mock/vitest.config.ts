export { default } from '@cc-gateway/testing/vitest';
