import { loadDocument, schemaOf } from '@cc-gateway/openapi';

const { operations } = await loadDocument('things.yaml');
const { test, problem } = schemaOf(operations[0]!.body!.contents[0]!.schema, { direction: 'request' });
if (problem) console.error(problem.reason); // things.yaml#/components/schemas/Size/pattern: pattern is "(?i)a", which is no pattern of …
else console.log(test.violations({ size: 0 })); // [{ pointer: '/size', keyword: 'minimum', message: 'must be >= 1', place, … }]
