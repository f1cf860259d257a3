import bundled from '@cc-gateway/spec/openapi.json' with { type: 'json' };
import type { GatewayClient } from '../src/index.ts';

// oxlint-disable-next-line no-explicit-any -- any part of a document; whatever path and names it has, the tests follow
type Part = any;
const document: Part = bundled;

/** The operation that the tests call, as the contract has it: its path, its method, and itself. */
export const [path, method, operation] = Object.entries<Part>(document.paths)
  .flatMap(([at, item]) => Object.entries<Part>(item).map(([verb, each]) => [at, verb.toUpperCase(), each] as const))
  .find(([, , { operationId }]) => operationId === 'assignUserInQueue')!;

const [content] = Object.values<Part>(operation.requestBody.content);
const inPath = operation.parameters.filter((parameter: Part) => parameter.in === 'path');

/** The examples of what goes into the path, and of the body. */
export const pathParts: Record<string, string> = Object.fromEntries(
  inPath.map(({ name, example }: Part) => [name, example]),
);
export const [{ value: body }] = Object.values<{ value: Record<string, unknown> }>(content.examples) as [
  { value: Record<string, unknown> },
];

/** The path with its examples filled in. */
export const target = path.replaceAll(/\{(.*?)\}/g, (_, name: string) => pathParts[name]!);

/** Arguments that keep the contract. */
export const args = { ...pathParts, ...body } as unknown as Parameters<GatewayClient['assignUserInQueue']>[0];

const memberOf = (type: string): string => Object.keys(body).find((name) => typeof body[name] === type)!;

/** The names of three arguments: one in the path, one that is a text, and one that is a whole number. */
export const names = { inPath: Object.keys(pathParts)[0]!, text: memberOf('string'), whole: memberOf('number') };

/** Arguments that tell a call apart from others, by the text in them; and that text, in a body that was sent. */
export const argsWith = (text: unknown): typeof args => ({ ...args, [names.text]: text });
export const textIn = (sent: string): unknown => (JSON.parse(sent) as Record<string, unknown>)[names.text];

/** The header in which the session's key goes. */
export const keyHeader: string = document.components.securitySchemes.Guid.name;

/** The status of a success. */
export const success = Number(Object.keys(operation.responses).find((status) => /^2\d\d$/.test(status)));

/** The media types of a request and of the answer to it. */
export const [sentType] = Object.keys(operation.requestBody.content) as [string];
export const [mediaType] = Object.keys(operation.responses[success].content) as [string];

/** An answer of a fetch with the status of a success, in the media type of the contract. */
export const replied = (given: unknown, more: { status?: number; headers?: Record<string, string> } = {}): Response =>
  Response.json(given, { status: success, ...more, headers: { 'Content-Type': mediaType, ...more.headers } });
