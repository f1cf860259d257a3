import fc from 'fast-check';
import { expect, test } from 'vitest';
import { reader, UnwritableError, writer, type Values } from '../../src/codec/index.ts';
import { forms } from './forms.ts';

test.each(forms.map((form) => [form.name, form] as const))(
  'whatever is written is read as it was: %s',
  (_name, { operation, values, mediaType }) => {
    const write = writer(operation);
    const read = reader(operation);
    let written = 0;
    const writeOrRefuse = (each: Values) => {
      try {
        return write(each, {}, mediaType ? { mediaType } : {});
      } catch (error) {
        if (!(error instanceof UnwritableError)) throw error;
        expect(error.refusals.length).toBeGreaterThan(0);
        return undefined;
      }
    };
    fc.assert(
      fc.property(values, (each) => {
        const request = writeOrRefuse(each);
        if (!request) return;
        written++;
        // What arrives is what a URL makes of it.
        const { pathname, search } = new URL(request.target, 'http://gateway.example');
        expect(pathname).toBe(request.target.split('?')[0]);
        const reading = read({ ...request, target: pathname + search });
        expect(reading.violations).toEqual([]);
        expect(reading.values).toEqual(each);
      }),
      { numRuns: 200, seed: 1 },
    );
    expect(written).toBeGreaterThan(20);
  },
);
