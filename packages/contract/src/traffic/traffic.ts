import type { Contract } from '@cc-gateway/spec';
import { fingerprintOf } from '../redaction/fingerprint.ts';
import { withoutKeys } from '../redaction/spellings.ts';
import type { Exchange } from './judging/exchange.ts';
import { consumerBreaches } from './judging/consumer.ts';
import { countDrift } from './judging/drift.ts';
import type { Breach } from './judging/finding.ts';
import { matcherOf } from './judging/operation-for.ts';
import { providerBreaches, readExchange } from './judging/provider.ts';
import type { TrafficFinding, TrafficReport } from './report/report.ts';

/** Judges what passes, exchange by exchange, both sides apart. It keeps counts, and no exchange. */
export interface TrafficJudge {
  /** What an exchange breaks that nothing before it has broken so. */
  judge(exchange: Exchange): TrafficFinding[];
  /** What it has come to so far. */
  report(): TrafficReport;
}

/** The most keys that are looked for: those seen last. */
const mostKeys = 64;

/** Begins to judge. `source` stands in the report; `ignore`: fingerprints of accepted findings, each with its reason. */
export function judgeTraffic(contract: Contract, source: string, ignore: Record<string, string> = {}): TrafficJudge {
  const match = matcherOf(contract);
  const counter = countDrift(contract);
  const found = new Map<string, TrafficFinding>();
  const keys = new Set<string>();
  const carriers = new Set(
    contract.operations
      .flatMap(({ security }) => security.flat())
      .map(({ name, in: place }) => (place === 'header' ? name?.toLowerCase() : undefined)),
  ).add('authorization');
  let exchanges = 0;
  let matched = 0;
  let unanswered = 0;

  const remember = (headers: [string, string][]): void => {
    for (const [name, value] of headers) {
      if (!carriers.has(name.toLowerCase()) || value.length < 4) continue;
      keys.delete(value);
      keys.add(value);
      if (keys.size > mostKeys) keys.delete(keys.values().next().value!);
    }
  };

  return {
    judge(exchange) {
      const { request, answer } = exchange;
      exchanges++;
      if (!answer) unanswered++;
      remember(request.headers);
      const [path = ''] = request.target.split('?');
      const matching = match(request.method, path);
      const breaches: Breach[] = consumerBreaches(request, matching);
      if (matching.operation) {
        matched++;
        const seen = readExchange(contract, matching.operation, exchange, ownKeys(request.headers, carriers));
        counter.notice(seen);
        if (answer) breaches.push(...providerBreaches(seen, exchange));
      } else counter.noticeOther(request.method, path);
      return breaches.flatMap((breach) => note(breach, exchange) ?? []);
    },
    report: () => ({
      tool: 'cc-gateway-contract traffic',
      contract: { title: contract.title, ...contract.stamp },
      source,
      outcome: matched === 0 ? 'untestable' : isViolated() ? 'violated' : 'holds',
      ...(matched === 0 && {
        reason:
          exchanges === 0
            ? 'Nothing has passed.'
            : `None of ${exchanges} requests is for an operation of the contract.`,
      }),
      exchanges,
      unanswered,
      findings: [...found.values()],
      drift: counter.drift(),
    }),
  };

  function isViolated(): boolean {
    return [...found.values()].some(({ severity, ignored }) => severity === 'violation' && ignored === undefined);
  }

  function note(breach: Breach, { request, answer }: Exchange): TrafficFinding | undefined {
    const fingerprint = fingerprintOf(breach.side, breach.rule, breach.operation);
    const known = found.get(fingerprint);
    if (known) {
      known.times++;
      return undefined;
    }
    const all = [...keys];
    const ignored = ignore[fingerprint];
    const finding: TrafficFinding = {
      ...breach,
      received: withoutKeys(breach.received, all),
      times: 1,
      first: withoutKeys(`${request.method} ${request.target}${answer ? ` answered ${answer.status}` : ''}`, all),
      fingerprint,
      ...(ignored !== undefined && { ignored }),
    };
    found.set(fingerprint, finding);
    return finding;
  }
}

/** The keys of a request: what must not come back in its answer. */
const ownKeys = (headers: [string, string][], carriers: ReadonlySet<string | undefined>): string[] =>
  headers.filter(([name, value]) => carriers.has(name.toLowerCase()) && value.length >= 8).map(([, value]) => value);
