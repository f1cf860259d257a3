/** What `npm pack` and `npm publish` in a package's folder say: npm would leave the workspace's own words in the manifest. pnpm's own pack passes. */
if (!process.env.npm_config_user_agent?.startsWith('pnpm/')) {
  console.error(
    'Run `npm run release -- --dry-run --out FOLDER` at the root instead: what npm packs here nobody could install.',
  );
  process.exitCode = 1;
}
