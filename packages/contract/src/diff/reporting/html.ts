import { escapedHtml } from '../../escaping/markup.ts';
import type { Change } from '../judging/change.ts';
import type { ContractDiff } from '../judging/contract-diff.ts';
import { operationsOf, placesOf, verdictOf } from './pretty.ts';

/** The report as a page of its own, without scripts. */
export const htmlReport = (diff: ContractDiff): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Contract ${escapedHtml(diff.base)} to ${escapedHtml(diff.revision)}</title>
<style>
body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 60rem; padding: 0 1rem; color: #1a1a1a; background: #fff }
article { border-left: .4rem solid #767676; margin: 1rem 0; padding: .1rem 1rem; overflow-wrap: anywhere }
.major { border-color: #b3261e } .minor { border-color: #1b6e3c } .ignored { opacity: .75 }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0 1rem; margin: 0 } dd { margin: 0 }
</style>
</head>
<body>
<h1>Contract ${escapedHtml(diff.base)} to ${escapedHtml(diff.revision)}</h1>
<p>${escapedHtml(verdictOf(diff))}</p>
${diff.changes.map(article).join('\n')}
</body>
</html>
`;

function article(change: Change): string {
  const { level, message, reason, affects, remedy, rule, fingerprint, ignored, witness } = change;
  const facts: [string, string | undefined][] = [
    ['level', level],
    ['in', change.operations.length > 0 ? operationsOf(change) : undefined],
    ['place', placesOf(change)],
    ['shown by', witness === undefined ? undefined : JSON.stringify(witness)],
    ['not comparable', reason],
    ['affects', affects],
    ['do', remedy],
    ['accepted', ignored],
    ['rule', `${rule} ${fingerprint}`],
  ];
  const list = facts.filter((fact): fact is [string, string] => fact[1] !== undefined);
  return `<article class="${level}${ignored === undefined ? '' : ' ignored'}">
<h2>${escapedHtml(message)}</h2>
<dl>${list.map(([name, text]) => `<dt>${name}</dt><dd>${escapedHtml(text)}</dd>`).join('')}</dl>
</article>`;
}
