export { createFakeFetch, type FakeFetch, type FakeRequest, type FakeAnswer, type FakeAnswers } from './fake-fetch.ts';
export type { ExampleName, ExampleNames } from './examples.ts';
