import fc from 'fast-check';
import { expect, test } from 'vitest';
import { styled, type Parameter } from '../src/runtime/styles.ts';
import { cookie, header, path, query, writerOf } from '../src/runtime/write.ts';
import { forms as all } from '@cc-gateway/testing/forms';
import { readBack } from './read-back.ts';

const write = writerOf(styled, { path, query, header, cookie }, {});
const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 6 }),
  fc.string({ unit: fc.constantFrom(...Array.from(`a1 .,;=&?#/|%+[]{}:@!$'()*"<>\\^\`~-_ü`)), maxLength: 6 }),
  fc.constantFrom('.', '..', '%2e', 'a.b', ''),
);
const list = fc.array(text, { minLength: 1, maxLength: 4 });
const map = fc.dictionary(
  fc.string({ unit: fc.constantFrom(...Array.from('abR., =')), minLength: 1, maxLength: 3 }),
  text,
  {
    minKeys: 1,
    maxKeys: 3,
    noNullPrototype: true,
  },
);

const forms = all.filter(({ parameter }) => parameter.style !== 'cookie');
/** Every parameter of the table, once. */
const parameters = [...new Map(forms.map(({ parameter }) => [JSON.stringify(parameter), parameter])).values()];

test.each(parameters.map((parameter) => [JSON.stringify(parameter), parameter] as const))(
  'whatever is written with %s is read back as it was',
  (_name, given) => {
    const { content, ...rest } = given;
    const { in: place, name } = rest;
    const explode = rest.explode ?? ((place === 'query' || place === 'cookie') && rest.style === undefined);
    const style = rest.style ?? (place === 'query' || place === 'cookie' ? 'form' : 'simple');
    const parameter: Parameter = { ...rest, ...(content ? { content: 'json' } : { style, explode }) };
    const operation = { path: place === 'path' ? `/{${name}}` : '/', parameters: [parameter] };
    let written = 0;
    fc.assert(
      fc.property(fc.oneof(text, list, map), (value) => {
        const request = write(operation, { [place as 'query']: { [name]: value } });
        if (Array.isArray(request)) return;
        const { target, headers } = request;
        // What a server reads is what a URL makes of it; a path that climbs would be another.
        const { pathname, search } = new URL(target, 'http://gateway.example');
        expect(pathname).toBe(target.split('?')[0]);
        const wires = { path: pathname, query: search, header: headers[name], cookie: headers['Cookie'] };
        const wire = wires[place as keyof typeof wires];
        written++;
        expect(readBack({ ...given, explode }, value, wire!)).toEqual(value);
      }),
      { numRuns: 300 },
    );
    expect(written).toBeGreaterThan(30);
  },
);
