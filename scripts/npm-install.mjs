/**
 * What `npm install` in the root says; by .npmrc it changes nothing. It ends as Ctrl-C would end it, since npm explains
 * every other failure of a script at length. pnpm's own install passes.
 */
if (!process.env.npm_config_user_agent?.startsWith('pnpm/')) {
  console.error('Run `npm start` or `npm test` instead: they install what they need.');
  process.kill(process.pid, 'SIGINT');
}
