import { reader, writer } from '../../src/codec/index.ts';
import { putThing } from './put-thing.ts';

const write = writer(putThing); // throws UnwritableError, with the place and the reason, where a value has no form
const request = write({ path: { id: 'a/b' }, query: { tags: ['x', 'y'] }, body: { size: 5 } }, { key: 'secret' });
// { method: 'PUT', target: '/things/a%2Fb?tags=x,y', headers: { 'X-Key': …, 'Content-Type': … }, body: '{"size":5}' }

const read = reader(putThing); // prepared once for each operation
const { values, credentials, violations } = read({ ...request, target: '/things/a%2Fb?tags=x&tags=y' });
// values.path.id is 'a/b'; violations: /query/tags stands twice

export { credentials, request, values, violations };
