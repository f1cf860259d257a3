import { escapedHtml } from '../../escaping/markup.ts';
import type { DrillReport } from '../report/report.ts';
import { verdictOf } from './pretty.ts';

const style = `
  :root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif }
  body { max-width: 62rem; margin: 2rem auto; padding: 0 1rem }
  table { border-collapse: collapse; width: 100% }
  th, td { text-align: left; vertical-align: top; padding: .4rem .6rem; border-bottom: 1px solid color-mix(in srgb, currentColor 25%, transparent) }
  code { font: .9em ui-monospace, monospace; overflow-wrap: anywhere }
  .passed { color: light-dark(#0a6b2d, #7fd99a) } .failed { color: light-dark(#a3161a, #ff9d9d) } .untried { opacity: .75 }
  @media print { body { max-width: none; margin: 0 } }`;

/** The certificate as a page of its own: one file, no script, to hand to whoever operates the gateway. */
export function htmlDrill(report: DrillReport): string {
  const { contract, operation, caller, trials, reason, outcome } = report;
  const rows = trials.map(({ name, says, reference, verdict, findings, requests, ended, reason: why }) => {
    const broken = findings.map(
      ({ rule, severity, ignored, received, expected }) =>
        `<li><code>${escapedHtml(rule)}</code> (${ignored === undefined ? severity : `ignored: ${escapedHtml(ignored)}`}): ${escapedHtml(received)}; expected ${escapedHtml(expected)}</li>`,
    );
    const seen =
      verdict === 'untried'
        ? escapedHtml(why ?? '')
        : `${requests.map((line) => `<code>${escapedHtml(line)}</code><br>`).join('')}${escapedHtml(ended)}`;
    return `<tr><th scope="row"><code>${escapedHtml(name)}</code></th><td>${escapedHtml(says)}<br><small>${escapedHtml(reference)}</small></td><td class="${verdict}">${verdict}</td><td>${seen}${broken.length > 0 ? `<ul>${broken.join('')}</ul>` : ''}</td></tr>`;
  });
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Drill of ${escapedHtml(operation)}: ${outcome}</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>Drill of ${escapedHtml(operation)}: <span class="${outcome}">${outcome}</span></h1>
<p>${escapedHtml(verdictOf(report))}${reason === undefined ? '' : ` ${escapedHtml(reason)}`}</p>
<p>Contract: ${escapedHtml(contract.title)} ${escapedHtml(contract.version)}, <code>${escapedHtml(contract.hash)}</code>. Caller: <code>${escapedHtml(caller)}</code>.</p>
<table>
<thead><tr><th scope="col">Situation</th><th scope="col">What happens</th><th scope="col">Verdict</th><th scope="col">What was seen</th></tr></thead>
<tbody>
${rows.join('\n')}
</tbody>
</table>
</main>
</body>
</html>
`;
}
