/** `node serve.mjs FOLDER UPSTREAM`: a registry on a free port of loopback, which prints its address; what it does not have, it asks of another. */
import { runServer } from 'verdaccio';

const [folder, upstream] = process.argv.slice(2);
const everybody = { access: '$all', publish: '$all' };
const app = await runServer({
  configPath: folder,
  storage: `${folder}/storage`,
  uplinks: { upstream: { url: upstream } },
  packages: { '@cc-gateway/*': everybody, '**': { ...everybody, proxy: 'upstream' } },
  web: { enable: false },
  log: { type: 'stdout', level: 'warn' },
});
const server = app.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}/`));
