import { sampleRequests, fileName } from '@cc-gateway/spec';
import { sandboxAddress, sampleOf } from '../samples/sample.ts';
import { operationId, rendered, type Context } from './context.ts';
import { escaped, headingWith } from './markdown.ts';

/** The head of the page: what it is about in one sentence, what makes a success, and the quickest way to see one. */
export function introHtml(context: Context): string {
  const { contract, language } = context;
  const { t, maybe } = language;
  const { info } = contract.document;
  return [
    `<h1 id="top">${escaped(contract.title)}</h1>`,
    info.summary ? `<p class="lead">${escaped(maybe(info.summary))}</p>` : '',
    `<p class="fine">${t('Contract')} ${escaped(contract.stamp.version)}<!--versions ${t('Other versions:')}--><!--/versions--> · <a href="#changelog">${t('What changed')}</a> · <a href="#downloads">${t('Downloads')}</a></p>`,
    info.description ? `<div class="callout">${rendered(context, maybe(info.description))}</div>` : '',
    quickStart(context),
    operationsList(context),
  ].join('\n');

  function operationsList({ contract: { operations } }: Context): string {
    if (operations.length < 2) return '';
    const items = operations.map(
      (operation) =>
        `<li><a href="#${operationId(operation)}">${escaped(operation.summary ? maybe(operation.summary) : operation.id)}</a> <code>${operation.method} ${escaped(operation.path)}</code></li>`,
    );
    return `<ul>${items.join('')}</ul>`;
  }
}

const howToStart =
  'In a clone of the repository. The first line starts the sandbox, with a copy of this page; the others go into a second terminal. Without a clone, `npx @cc-gateway/sandbox` does what the first line does.';

/** Four lines that end in a success: the sandbox, the two variables that every sample reads, and a sample. */
function quickStart(context: Context): string {
  const {
    contract,
    language: { t },
  } = context;
  const [operation] = contract.operations;
  if (!operation) return '';
  const secrets = sampleOf(contract, operation).headers.filter(({ fromEnvironment }) => fromEnvironment);
  const values = sampleRequests(contract, operation)[0]!.headers;
  const lines = [
    'npm start # in a terminal of its own',
    `export CC_GATEWAY_URL=${sandboxAddress}`,
    ...secrets.map(({ name, value }) => `export ${value}=${values[name]}`),
    `curl --silent "$CC_GATEWAY_URL/samples/${fileName(operation.id)}.sh" | bash`,
  ];
  return [
    headingWith(2, 'quick-start', t('Quick start'), t('Link to')),
    rendered(context, t(howToStart)),
    `<div class="sample"><button type="button" class="js copy" data-copy>${t('Copy')}<span class="hidden"> ${t('Quick start')}</span></button><pre><code>${escaped(lines.join('\n'))}</code></pre></div>`,
  ].join('\n');
}
