import type { Violation } from '@cc-gateway/openapi';

/** A mistake in a scenario: where it is, which key there, and a sentence with what was received and expected. */
export interface Mistake {
  path: string[];
  key?: string;
  sentence: string;
}

/** The mistakes behind the violations of the schema of scenarios, one for each place. */
export function mistakesOf(errors: Violation[]): Mistake[] {
  // A choice of forms says what is expected; the errors inside each of its forms say the same thing worse.
  const choices = errors
    .filter(({ keyword }) => keyword === 'anyOf')
    .map(({ keywordLocation }) => `${keywordLocation}/`);
  const told = errors.filter(
    ({ keyword, keywordLocation }) => keyword !== 'if' && !choices.some((choice) => keywordLocation.startsWith(choice)),
  );
  const names = new Set(told.filter(({ keyword }) => keyword === 'propertyNames').map(({ pointer }) => pointer));
  return told
    .filter(({ keyword, pointer }) => keyword === 'propertyNames' || !(keyword === 'pattern' && names.has(pointer)))
    .map(mistakeOf);
}

function mistakeOf(error: Violation): Mistake {
  const path = error.pointer
    .split('/')
    .slice(1)
    .map((name) => name.replaceAll('~1', '/').replaceAll('~0', '~'));
  const place = path.length === 0 ? 'the scenario' : path.join('.').replaceAll(/\.(\d+)(?=\.|$)/g, '[$1]');
  const [additionalProperty, propertyName, missingProperty] = [
    'additionalProperty',
    'propertyName',
    'missingProperty',
  ].map((name) => String(error.params[name])) as [string, string, string];
  if (error.keyword === 'additionalProperties') {
    const known = Object.keys(error.schema?.['properties'] ?? {});
    return {
      path,
      key: additionalProperty,
      sentence: `${place} has ${quoted(additionalProperty)}, expected ${either(known)}.`,
    };
  }
  if (error.keyword === 'propertyNames') {
    const expected = error.schema?.['description'] ?? `names of the form ${error.schema?.['propertyNames']?.pattern}`;
    return { path, key: propertyName, sentence: `${place} has ${quoted(propertyName)}, expected ${expected}` };
  }
  if (error.keyword === 'required') return { path, sentence: `${place} has no ${quoted(missingProperty)}.` };
  return { path, sentence: `${place} is ${quoted(error.received)}, expected ${expectation(error)}.` };
}

function expectation({ keyword, params, message, schema, expected }: Violation): string {
  switch (keyword) {
    case 'enum':
      return either((expected as unknown[]).map(String));
    case 'const':
      return String(params['allowedValue']);
    case 'type':
      return [params['type']].flat().join(' or ');
    case 'anyOf':
      return String(
        schema?.['description'] ?? 'a number, a text, true, false, null, { in }, { matches } or { present }',
      ).replace(/\.$/, '');
    default:
      return message.replace(/^must (be|have|NOT have|match) ?/, (_, verb) => (verb === 'be' ? '' : `to ${verb} `));
  }
}

const either = (values: string[]): string => (values.length === 0 ? 'nothing' : `one of ${values.join(', ')}`);

function quoted(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}
