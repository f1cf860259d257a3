import type { Operation } from '@cc-gateway/spec';
import { operationId, type Context } from './context.ts';
import { headingWith } from './markdown.ts';

/** The place where an operation is tried. Without a script, and where no sandbox answers, it says how to get one. */
export function tryHtml({ language: { t } }: Context, operation: Operation): string {
  const own = operationId(operation);
  return [
    `<section class="try" aria-labelledby="${own}-try" data-operation="${own}">`,
    headingWith(3, `${own}-try`, t('Try it'), t('Link to')),
    `<div class="status"><p>${t('Nothing can be sent from here: this page is a copy for reading. In a clone of the repository this starts a sandbox, which serves the page and a mock of the gateway; without a clone, npx @cc-gateway/sandbox does the same. No real call can be moved there.')}</p>`,
    '<pre><code>npm start</code></pre></div>',
    '<div class="bench" hidden></div>',
    '</section>',
  ].join('');
}
