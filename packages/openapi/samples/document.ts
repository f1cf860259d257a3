import { loadDocument } from '@cc-gateway/openapi';

const { operations, document, bundled } = await loadDocument('things.yaml');
console.log(operations[0]?.id, document === bundled); // putThing false
