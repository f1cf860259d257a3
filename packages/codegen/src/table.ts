import {
  ContractError,
  membersOf,
  parseExpression,
  partsOf,
  type Content,
  type Contract,
  type Json,
  type Operation,
} from '@cc-gateway/spec';
import { answersOf, type Success } from './answers.ts';
import { argumentsOf, flatMembers, requestContent, type Argument } from './arguments.ts';
import { bytesMark, requestSchema } from './direction.ts';
import type { Lowering } from './lowered.ts';
import { formOf, isJson, type Form } from './media.ts';
import { alternativesOf } from './security.ts';
import { checkWritable, typesOf } from './writable.ts';

/** What a client knows of an operation, with its schemas lowered. Throws ContractError where it cannot be called. */
export function tableOf(operation: Operation, lowering: Lowering): Json {
  checkWritable(operation);
  const all = argumentsOf(operation);
  const content = requestContent(operation);
  const body = content && bodyOf(operation, content, all, lowering);
  const security = alternativesOf(operation);
  // Where the document tells of no success, there is one without a body.
  const successes = answersOf(operation);
  return {
    id: operation.id,
    method: operation.method,
    path: operation.path,
    // The path first: what is added to it later is a query.
    parameters: all
      .filter(({ parameter }) => parameter)
      .toSorted((a, b) => Number(b.place === 'path') - Number(a.place === 'path'))
      .map((argument) => parameterOf(operation, argument, lowering)),
    ...(body && { body }),
    ...(security.length > 0 && { security }),
    answers: Object.fromEntries(
      (successes.length > 0 ? successes : [{ status: '2XX' } as Success]).map(({ status, content, form, success }) => [
        status,
        content === undefined
          ? null
          : {
              type: content.mediaType.split(';')[0]!.trim().toLowerCase(),
              ...(form !== 'json' && { form }),
              schema: lowering.lower(content.schema, `${operation.pointer}/responses/${status}/content`),
              ...(success && {
                success: {
                  ...placeOf(success.value),
                  equals: success.equals,
                  ...messageFact(success.value, content.schema),
                },
              }),
            },
      ]),
    ),
  };
}

/** How the values of parameters are written that have a media type. */
const contents: Partial<Record<Form, string>> = { json: 'json', urlencoded: 'form' };

function parameterOf(operation: Operation, argument: Argument, { lower }: Lowering): Json {
  const { name, wire, required, parameter, schema } = argument;
  const { in: place, style, explode, allowReserved, mediaType } = parameter!;
  const isAtom = !typesOf(schema).some((type) => type === 'array' || type === 'object');
  const usual = place === 'path' || place === 'header' ? 'simple' : 'form';
  return {
    name: wire,
    ...(name !== wire && { as: name }),
    in: place,
    ...(required && { required }),
    schema: lower(schema, `${operation.pointer}/parameters/${wire}/schema`),
    ...(mediaType !== undefined && { content: contents[formOf({ mediaType, schema })] ?? 'text' }),
    ...(mediaType === undefined && !(isAtom && style === usual) && { style, ...(explode && { explode }) }),
    ...(allowReserved && place === 'query' && { allowReserved }),
  };
}

function bodyOf(operation: Operation, content: Content, all: Argument[], { lower }: Lowering): Json {
  const place = `${operation.pointer}/requestBody/content`;
  const form = formOf(content);
  const { mediaType } = content;
  const required = operation.body?.required === true;
  const schema = requestSchema(content.schema);
  const members = flatMembers(content);
  const more = {
    // Some gateways take a body without a charset for one in another encoding.
    type:
      form === 'json'
        ? charset(isJson(mediaType) ? mediaType : 'application/json')
        : mediaType === '*/*'
          ? 'application/octet-stream'
          : mediaType,
    ...(form !== 'json' && { form: form === 'text' || form === 'bytes' ? 'raw' : form }),
    ...encodingOf(content, form),
    ...(required && { required }),
  };
  if (!members) {
    const { name } = all.find(({ whole }) => whole)!;
    return { ...more, ...(name !== 'body' && { as: name }), schema: lower(bodySchema(schema, form), place) };
  }
  const inBody = all.filter(({ place }) => place === 'body');
  // Members and, where the body has to be, their presence are checked as arguments are.
  const { type: _, properties: __, required: names, additionalProperties: ___, ...rest } = schema;
  const whole = lower({ ...rest, ...(!required && names && { required: names }) }, place);
  return {
    ...more,
    members: inBody.map(({ name, wire, required, schema: member }) => ({
      name: wire,
      ...(name !== wire && { as: name }),
      ...(required && { required }),
      schema: lower(partSchema(member, content, form, wire), `${place}/properties/${wire}`),
    })),
    ...(Object.keys(whole).length > 0 && { schema: whole }),
  };
}

const charset = (mediaType: string): string => (mediaType.includes(';') ? mediaType : `${mediaType}; charset=UTF-8`);

/** What a body must be that is one argument. */
export function bodySchema(schema: Json, form: string): Json {
  if (form === 'bytes') return { [bytesMark]: 'argument' };
  return form === 'text' && !typesOf(schema).every((type) => type === 'string') ? { type: 'string' } : schema;
}

/** What a member of a body must be: in a form of parts, a file is content of any kind. */
export function partSchema(member: Json, content: Content, form: string, name: string): Json {
  if (form !== 'multipart' || typeof member !== 'object' || member === null) return member;
  if (isFile(member, content.encoding?.[name]?.contentType)) return { [bytesMark]: 'argument' };
  return member.type === 'array' && isFile(member.items, content.encoding?.[name]?.contentType)
    ? { ...member, items: { [bytesMark]: 'argument' } }
    : member;
}

const isFile = (schema: Json, contentType?: string): boolean => {
  if (schema === true || (typeof schema === 'object' && schema && Object.keys(schema).length === 0)) return true;
  if (schema?.format === 'binary' || schema?.contentMediaType !== undefined) return true;
  return contentType !== undefined && !schema?.format && schema?.type === undefined && !/json|text/.test(contentType);
};

function encodingOf({ encoding }: Content, form: string): Json {
  if (form !== 'urlencoded' && form !== 'multipart') return {};
  const entries = Object.entries<Json>(encoding ?? {}).map(([name, { contentType, style, explode, allowReserved }]) => [
    name,
    {
      ...(contentType && form === 'multipart' && { type: contentType.split(',')[0].trim() }),
      ...((style ?? explode ?? allowReserved) !== undefined && { style: style ?? 'form' }),
      ...(explode !== undefined && { explode }),
      ...(allowReserved && { allowReserved }),
    },
  ]);
  const told = entries.filter(([, each]) => Object.keys(each as object).length > 0);
  return told.length > 0 ? { encoding: Object.fromEntries(told) } : {};
}

/** Where an answer says what it is: a header, a place in its body, or neither, which is its status. */
function placeOf(value: string): Json {
  const expression = parseExpression(value);
  return 'pointer' in expression
    ? { pointer: expression.pointer }
    : 'name' in expression
      ? { header: expression.name }
      : {};
}

/** Where an answer explains itself: the first required string beside the result code. */
function messageFact(value: string, root: Json): Json {
  const expression = parseExpression(value);
  if (!('pointer' in expression)) return {};
  const parents = expression.pointer.slice(0, -1);
  const schema = parents.reduce<Json>((inner, key) => membersOf(inner)[key], root);
  const members = membersOf(schema);
  const name = partsOf(schema)
    .flatMap(({ required = [] }): string[] => required)
    .find((key) => key !== expression.pointer.at(-1) && members[key]?.type === 'string');
  return name === undefined ? {} : { message: [...parents, name] };
}

/** Throws ContractError where two operations cannot be told apart, or one would make a client something else. */
export function checkIds({ operations }: Contract): void {
  for (const [index, { id, pointer }] of operations.entries()) {
    const earlier = operations.slice(0, index).find((operation) => operation.id === id);
    if (earlier) {
      throw new ContractError(`Two operations are called ${JSON.stringify(id)}: ${earlier.pointer} and ${pointer}.`);
    }
    if (id === 'then')
      throw new ContractError(`${pointer}: an operation called "then" would make the client a promise.`);
  }
}
