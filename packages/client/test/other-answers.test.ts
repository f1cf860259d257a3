import { expect, test } from 'vitest';
import { answering, clientFor } from './other-client.ts';

const text = { type: 'string' };
const content = (mediaType: string, schema: object = {}): object => ({
  description: 'done',
  content: { [mediaType]: { schema } },
});
const ruled = {
  type: 'object',
  required: ['code', 'why'],
  properties: { code: text, why: text },
  'x-success': { value: '$response.body#/code', equals: '0' },
};
const client = await clientFor(
  {
    '/one': {
      get: {
        operationId: 'one',
        responses: {
          200: content('application/json', ruled),
          201: content('application/json', { type: 'array' }),
          202: content('text/plain', { ...text, maxLength: 3 }),
          203: content('image/*'),
          204: { description: 'none' },
          default: content('application/json'),
        },
      },
    },
    '/body': {
      post: {
        operationId: 'upload',
        requestBody: {
          content: {
            'multipart/form-data': { schema: { type: 'object', properties: { file: { format: 'binary' } } } },
          },
        },
        responses: { 204: { description: 'kept' } },
      },
      put: {
        operationId: 'change',
        parameters: [{ name: 'id', in: 'query', schema: text }],
        requestBody: {
          content: {
            'application/json': {
              schema: { type: 'object', required: ['id', 'a'], properties: { id: text, a: text } },
            },
          },
        },
        responses: { 204: { description: 'kept' } },
      },
    },
  },
  {
    'x-retcodes': {
      codes: { 7: { class: 'refused', outcome: 'not-applied', retry: 'never', meaning: 'Full.', action: 'Wait.' } },
    },
  },
);
const typed = (body: BodyInit, status: number, type: string) => (): Response =>
  new Response(body, { status, headers: { 'Content-Type': type } });
const one = (response: () => Response): Promise<unknown> => answering(client, response).gateway['one']!();

test.each<[string, () => Response, unknown]>([
  ['JSON', () => Response.json({ code: '0', why: '' }), { code: '0', why: '' }],
  ['JSON of another status', () => Response.json([], { status: 201 }), []],
  ['text', typed('übe', 202, 'text/plain; charset=utf-8'), 'übe'],
  ['bytes of a range', typed(new Uint8Array([1, 255]), 203, 'image/png'), new Uint8Array([1, 255])],
  ['nothing', () => new Response(null, { status: 204 }), undefined],
])('%s is read as its status is documented', async (_name, response, expected) => {
  await expect(one(response)).resolves.toEqual(expected);
});

test.each<[string, () => Response, RegExp]>([
  ['JSON that another status allows', () => Response.json([], { status: 200 }), /must be object/],
  ['text that is too long', typed('long', 202, 'text/plain'), /must satisfy maxLength 3/],
  ['text that is not UTF-8', typed(new Uint8Array([255]), 202, 'text/plain'), /its text is not UTF-8/],
  ['text in another charset', typed('a', 202, 'text/plain; charset=latin1'), /its charset/],
  ['bytes of another kind', typed('a', 203, 'text/html'), /its Content-Type is "text\/html", expected image\/\*/],
  ['a status that is not documented', () => Response.json({}, { status: 206 }), /its HTTP status is 206/],
])('%s is no usable answer, with an unknown outcome', async (_name, response, message) => {
  await expect(one(response)).rejects.toMatchObject({
    name: 'UnusableAnswerError',
    outcome: 'unknown',
    message: expect.stringMatching(message) as string,
  });
});

test('a refusal has the words of the catalogue, and of the answer', async () => {
  await expect(one(() => Response.json({ code: '7', why: 'no room' }))).rejects.toMatchObject({
    name: 'RefusedError',
    retcode: '7',
    meaning: 'Full.',
    action: 'Wait.',
    gatewayMessage: 'no room',
    outcome: 'not-applied',
  });
});

test('a file goes out as a part, read when the call was made', async () => {
  const { gateway, sent } = answering(client, () => new Response(null, { status: 204 }));
  await gateway['upload']!({ file: { bytes: new Uint8Array([7]), name: 'a.bin' } });
  const { headers, body } = sent[0]!;
  const form = await new Response(body as Uint8Array<ArrayBuffer>, { headers }).formData();
  expect(form.get('file')).toMatchObject({ name: 'a.bin' });
  await expect(gateway['upload']!({ file: 7 })).rejects.toMatchObject({ name: 'InvalidArgumentError' });
});

test('arguments of one name are given by their places, and an optional body is whole or not there', async () => {
  const { gateway, sent } = answering(client, () => new Response(null, { status: 204 }));
  await gateway['change']!({ 'query.id': '1', 'body.id': '2', a: 'b' });
  expect(sent[0]).toMatchObject({ url: 'https://gateway.example/body?id=1', body: '{"id":"2","a":"b"}' });
  await gateway['change']!({ 'query.id': '1' });
  expect(sent[1]!.body).toBeUndefined();
  await expect(gateway['change']!({ a: 'b' })).rejects.toThrow('must have a member "id"');
  await expect(gateway['change']!({ id: '1' })).rejects.toThrow('must not have a member "id"');
});
