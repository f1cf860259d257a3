import { essenceOf, formOf } from '../codec/media.ts';
import type { Json } from '../json.ts';
import { keysOf } from '../pointer.ts';

const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch'];
const forms = ['application/x-www-form-urlencoded', 'multipart/form-data'];

/** What tells of a field of a form that it may be left empty, while a document is converted. */
export const mayBeEmpty = 'x-allow-empty-value';

/** Whether a media type is one of forms. */
export const isForm = (mediaType: string): boolean => ['urlencoded', 'multipart'].includes(formOf(mediaType));

/** The operations of a document under `paths`, as they are written. */
export const operationsIn = ({ paths }: Json): Json[] => itemsOf(paths).flatMap(operationsOf);

/**
 * A document of Swagger 2.0 whose operations say themselves what they take from elsewhere, or what goes without saying: the
 * converter loses it, or takes it for something else. Changes the document.
 */
export function explicit(document: Json, isRead: boolean): Json {
  for (const key of ['consumes', 'produces']) if (isEmpty(document[key])) document[key] = ['*/*'];
  for (const item of itemsOf(document.paths)) {
    const shared = listOf(document, item);
    if (shared.length > 0) item.parameters = shared.filter((one) => !isBody(one));
    for (const operation of operationsOf(item)) {
      const own = listOf(document, operation);
      const more = shared.filter(
        (one) => isBody(one) && !own.some((other) => isBody(other) && other.name === one.name),
      );
      if (own.length + more.length > 0) operation.parameters = [...structuredClone(more), ...own];
      sayMediaTypes(document, operation);
      sayExamplesOfBody(document, operation);
      saySchemes(document, operation);
    }
  }
  for (const parameter of describedIn(document)) {
    sayForm(parameter, isRead);
    sayExample(parameter);
  }
  return document;
}

/** A list of parameters in which bodies stand themselves. */
function listOf(document: Json, { parameters }: Json): Json[] {
  const inline = (parameter: Json): Json => {
    const found = sharedOf(document, 'parameters', parameter);
    return isBody(found) ? structuredClone(found) : parameter;
  };
  return Array.isArray(parameters) ? parameters.map(inline) : [];
}

/** A list that is empty leaves the media type open. A form is one of those that are named, or else of any kind that can hold it. */
function sayMediaTypes(document: Json, operation: Json): void {
  const fields: Json[] = (operation.parameters ?? []).filter((one: Json) => one?.in === 'formData');
  if (fields.length > 0) {
    const consumed: string[] = operation.consumes ?? document.consumes ?? [];
    const named = consumed.filter(isForm).map(essenceOf);
    operation.consumes = named.length > 0 ? named : fields.some(({ type }) => type === 'file') ? [forms[1]] : forms;
  } else if (isEmpty(operation.consumes)) operation.consumes = ['*/*'];
  if (operation.produces === undefined) return;
  if (isEmpty(operation.produces)) operation.produces = ['*/*'];
  for (const [status, answer] of Object.entries<Json>(Object(operation.responses))) {
    // A shared answer comes in the media types of the document.
    const found = sharedOf(document, 'responses', answer);
    if (found) operation.responses[status] = structuredClone(found);
  }
}

/** An example of a body without a media type is one in each. */
function sayExamplesOfBody(document: Json, operation: Json): void {
  const consumed: string[] = operation.consumes ?? document.consumes ?? ['application/json'];
  for (const parameter of operation.parameters ?? []) {
    const example = parameter?.in === 'body' ? parameter['x-example'] : undefined;
    if (example === undefined || Object.keys(Object(example)).some((key) => key.includes('/'))) continue;
    parameter['x-example'] = Object.fromEntries(consumed.map((mediaType) => [mediaType, example]));
  }
}

function saySchemes({ host, basePath = '' }: Json, operation: Json): void {
  const { schemes } = operation;
  if (Array.isArray(schemes) && host) {
    operation.servers = schemes.map((scheme: string) => ({ url: `${scheme}://${host}${basePath}` }));
  }
  delete operation.schemes;
}

/**
 * Says in the words of 3.0 which texts must not be empty, where values are read: there, `allowEmptyValue` has another meaning, and
 * forms have none. Lists within lists, and those of headers, have no form of their own there.
 */
function sayForm(parameter: Json, isRead: boolean): void {
  // To who compares documents it says what holds without it.
  if (isRead && parameter.allowEmptyValue === false && parameter.type === 'string') parameter.minLength ??= 1;
  if (parameter.in === 'formData' && parameter.allowEmptyValue === true) parameter[mayBeEmpty] = true;
  if (parameter.in === undefined) delete parameter.collectionFormat;
  for (let { items } = parameter; items; items = items.items) delete items.collectionFormat;
}

/** An example that is one value has the name of 3.0; of fields, the converter keeps what begins with `x-` alone. */
function sayExample(parameter: Json): void {
  const { in: place, example, 'x-example': own } = parameter;
  if (place === 'formData' && example !== undefined) parameter['x-example'] ??= example;
  const isOne = own !== undefined && (!isObject(own) || Array.isArray(own));
  if (isOne && place !== 'formData' && place !== 'body') parameter.example ??= own;
}

/** The parameters of a document, and the headers of its answers. */
function describedIn(document: Json): Json[] {
  const operations = operationsIn(document);
  const answers = [document, ...operations].flatMap(({ responses }) => Object.values<Json>(Object(responses)));
  const lists = [
    ...[document, ...itemsOf(document.paths), ...operations].map(({ parameters }) => parameters),
    ...answers.map((answer) => answer?.headers),
  ];
  return lists.flatMap((list) => Object.values<Json>(Object(list))).filter(isObject);
}

/** What a reference to a shared part of a document leads to; undefined for all else. */
function sharedOf(document: Json, group: 'parameters' | 'responses', reference: Json): Json {
  const { $ref } = Object(reference);
  const [name, key, ...more] = typeof $ref === 'string' && $ref.startsWith('#') ? keysOf($ref) : [];
  return name === group && key !== undefined && more.length === 0 ? document[group]?.[key] : undefined;
}

const itemsOf = (paths: Json): Json[] => Object.values<Json>(Object(paths)).filter(isObject);
const operationsOf = (item: Json): Json[] => methods.map((method) => item[method]).filter(isObject);
const isBody = (parameter: Json): boolean => parameter?.in === 'body' || parameter?.in === 'formData';
const isEmpty = (list: Json): boolean => Array.isArray(list) && list.length === 0;
const isObject = (value: Json): boolean => typeof value === 'object' && value !== null;
