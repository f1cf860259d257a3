/**
 * `npm run test:derived`: adds operations of many shapes, and all siblings, to a copy of the repository, each by its file and its
 * line, and runs lint, types and every test there. As long as `npm test`, and so no part of it.
 */
process.env.DERIVATION = 'whole';
process.argv.push('--filter=./apps/sandbox');
await import('./test.mjs');
