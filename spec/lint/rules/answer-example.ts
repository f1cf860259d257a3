import type { Content } from '@cc-gateway/openapi';
import type { Place } from '../place.ts';
import { operationPlace, type View } from '../view.ts';

/** Each documented body, of a request or an answer, has a named example. */
export function answerExample({ contract, root, report }: View): void {
  for (const operation of contract.operations) {
    const place = operationPlace(root, operation);
    check(`The request of ${operation.id}`, operation.body?.contents ?? [], place.at('requestBody', 'content'));
    for (const { status, contents } of operation.answers) {
      check(`The answer ${status} of ${operation.id}`, contents, place.at('responses', status, 'content'));
    }
  }

  function check(what: string, contents: Content[], place: Place): void {
    for (const { mediaType } of contents) {
      const media = place.child(mediaType);
      if (Object.keys(media.value?.examples ?? {}).length > 0) continue;
      report(`${what} has no named example. Expected examples: { NAME: { summary: …, value: … } }.`, media, 'key');
    }
  }
}
