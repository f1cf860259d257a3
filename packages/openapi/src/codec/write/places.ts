import type { Body, WriteBody } from './bodies.ts';
import type { Values } from '../request.ts';
import type { Parameter, WriteParameter } from './styles.ts';

/** What of an operation its requests are written from. */
export interface Writable {
  /** The template of its path. */
  path: string;
  /** Those of the path first. */
  parameters: readonly Parameter[];
  body?: Body;
}

/** A request, as it goes out under an address. */
export interface Written {
  /** Path and query. */
  target: string;
  headers: Record<string, string>;
  body?: string | Uint8Array;
}

/** Why a value cannot be written: the place of its argument, and a word that says why. */
export type Fault = readonly [path: readonly string[], why: string];

/** Writes a request, or tells which values cannot be written, each by the name of its argument. */
export type Write = (operation: Writable, values: Values) => Written | Fault[];

/** Puts a value, as it was written, into its place. A word is why it cannot stand there. */
export type Put = (request: Written, name: string, text: string) => string | void;

/** Takes the place of its name in the template. A segment of dots, encoded or not, would climb. */
export const path: Put = (request, name, text) => {
  const target = request.target.split(`{${name}}`).join(text);
  if (text === '' || /\/(\.|%2e){1,2}(?![^/?])/i.test(target)) return 'climbs';
  request.target = target;
};

/** Is added to the query. */
export const query: Put = (request, _, text) => {
  if (text !== '') request.target += (request.target.includes('?') ? '&' : '?') + text;
};

export const header: Put = ({ headers }, name, text) => {
  if (!/^[\x21-\x7e]([\x20-\x7e]*[\x21-\x7e])?$/.test(text)) return 'unprintable';
  headers[name] = text;
};

export const cookie: Put = ({ headers }, _, text) => {
  if (text !== '') headers['Cookie'] = headers['Cookie'] ? `${headers['Cookie']}; ${text}` : text;
};

/** Writes requests whose parameters and bodies are of the given forms. */
export const writerOf =
  (
    parameterOf: WriteParameter,
    places: Readonly<Record<string, Put>>,
    bodies: Readonly<Record<string, WriteBody>>,
  ): Write =>
  ({ path, parameters, body }, values) => {
    const faults: Fault[] = [];
    const request: Written = { target: path, headers: {} };
    const unwritable = 'unwritable';
    for (const parameter of parameters) {
      const { name, as = name, in: place } = parameter;
      const value = values[place]?.[name];
      if (value === undefined) continue;
      const text = parameterOf(parameter, value);
      const why = text === undefined ? unwritable : places[place]!(request, name, text);
      if (why) faults.push([[as], why]);
    }
    if (body && values.body !== undefined) {
      const form = bodies[body.form ?? 'json']!(body, values.body);
      if (form) {
        request.headers['Content-Type'] = form.type;
        request.body = form.content;
      } else faults.push([[body.as ?? 'body'], unwritable]);
    }
    return faults.length > 0 ? faults : request;
  };
