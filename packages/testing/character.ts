import fc from 'fast-check';

/** Any character of Unicode. The library's own unit of them makes a table of them all, which takes a second of each process. */
export const character = fc.oneof(
  fc.string({ minLength: 1, maxLength: 1 }),
  fc.integer({ min: 0, max: 0x10_ffff - 0x800 }).map((at) => String.fromCodePoint(at < 0xd800 ? at : at + 0x800)),
);
