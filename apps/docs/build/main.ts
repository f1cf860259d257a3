/** Makes the docs: the document that Redoc renders and the files beside it, Redoc's page, and our panel in that page. */
import { redocly } from '@cc-gateway/tools';
import { bundlePage } from './bundle.ts';
import { finish } from './finish.ts';
import { prepare } from './prepare.ts';

const dist = new URL('../dist/', import.meta.url);
const options = ['--template', 'template.hbs', '--inlineBundle', '--openapi.disableTelemetry'];

await prepare(dist);
const [panel] = await Promise.all([
  bundlePage(),
  redocly('build-docs', 'dist/redoc.json', ...options, '--output', 'dist/index.html'),
]);
await finish(dist, panel);
