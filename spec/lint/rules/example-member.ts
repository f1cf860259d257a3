import type { Content } from '@cc-gateway/openapi';
import { oneOf } from '../examples.ts';
import { idOf, type Place } from '../place.ts';
import { memberNames, namesMembers, schemasAt } from '../schema-at.ts';
import { operationPlace, type View } from '../view.ts';

/**
 * Each member of an example is one that its schema names, in whatever part of it: another one is misspelt. Redocly's own rules look
 * at each part of a schema alone, so that `then` refuses what stands beside it.
 */
export function exampleMember({ contract, root, report }: View): void {
  const seen = new Set<string>();
  for (const operation of contract.operations) {
    const place = operationPlace(root, operation);
    check(operation.body?.contents ?? [], place.at('requestBody', 'content'));
    for (const { status, contents } of operation.answers) check(contents, place.at('responses', status, 'content'));
  }

  function check(contents: Content[], place: Place): void {
    for (const { mediaType, schema, examples } of contents) {
      const media = place.child(mediaType);
      for (const { name, value } of examples) {
        const isNamed = media.value?.examples?.[name] !== undefined;
        look([schema], value, isNamed ? media.at('examples', name, 'value') : media.child('example'));
      }
    }
  }

  function look(schemas: Content['schema'][], value: unknown, place: Place): void {
    if (typeof value !== 'object' || value === null) return;
    for (const [key, member] of Object.entries(value)) {
      const found = schemas.flatMap((schema) => schemasAt(schema, [key]));
      const at = place.child(key);
      if (found.length > 0) look(found, member, at);
      else if (namesMembers(schemas) && !seen.has(idOf(at.location))) {
        seen.add(idOf(at.location));
        report(`The schema of this example names no member ${key}. ${oneOf(memberNames(schemas))}`, at, 'key');
      }
    }
  }
}
