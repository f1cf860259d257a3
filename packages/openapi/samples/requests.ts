import { loadDocument } from '@cc-gateway/openapi';
import { reader, writer } from '@cc-gateway/openapi/codec';

const [putThing] = (await loadDocument('things.yaml')).operations;

const write = writer(putThing!); // throws UnwritableError, with the place and the reason, where a value has no form
const request = write({ path: { id: 'a/b' }, query: { tags: ['x', 'y'] }, body: { size: 5 } }, { key: 'secret' });
console.log(request); // { method: 'PUT', target: '/things/a%2Fb?tags=x,y', headers: { 'X-Key': …, … }, body: '{"size":5}' }

const read = reader(putThing!); // prepared once for each operation
const { values, credentials, violations } = read({ ...request, target: '/things/a%2Fb?tags=x&tags=y' });
console.log(values.path, credentials, violations); // the id is 'a/b'; /query/tags stands twice
