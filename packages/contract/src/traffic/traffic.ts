import type { Contract, Operation } from '@cc-gateway/spec';
import { fingerprintOf } from '../redaction/fingerprint.ts';
import { withoutKeys } from '../redaction/spellings.ts';
import type { Exchange } from './judging/exchange.ts';
import { consumerBreaches, strayBreach } from './judging/consumer.ts';
import { countDrift, type Drift } from './judging/drift.ts';
import type { Breach } from './judging/finding.ts';
import { matcherOf } from './judging/operation-for.ts';
import { providerBreaches, readExchange } from './judging/provider.ts';
import { readPassed } from './judging/reading.ts';
import { skewOf } from './judging/skew.ts';
import { followState } from './judging/state.ts';
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

/** The most findings that are told apart: requests may be for any path. */
const mostFindings = 1_000;

/** Begins to judge. `source` stands in the report; `ignore`: fingerprints of accepted findings, each with its reason. */
export function judgeTraffic(contract: Contract, source: string, ignore: Record<string, string> = {}): TrafficJudge {
  const match = matcherOf(contract);
  const counter = countDrift(contract);
  const state = followState(contract);
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
      const { request, answer, isMore } = exchange;
      if (!isMore) exchanges++;
      if (!answer && !isMore) unanswered++;
      remember(request.headers);
      const [path = ''] = request.target.split('?');
      const matching = match(request.method, path);
      const breaches = matching.operation
        ? breachesOf(matching.operation, exchange)
        : [strayBreach(request, matching), ...skewOf(contract, exchange)];
      if (!matching.operation) counter.noticeOther(request.method, path);
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
      drift: withoutKeysIn(counter.drift()),
    }),
  };

  function breachesOf(operation: Operation, exchange: Exchange): Breach[] {
    const { request, isMore } = exchange;
    matched++;
    const read = readPassed(operation, request);
    const own = ownKeys(request.headers, carriers);
    const seen = readExchange(contract, operation, exchange, own, read.violations.length === 0);
    const provider = providerBreaches(seen, exchange);
    if (isMore) return provider.filter(({ rule }) => rule === 'transport/unsolicited');
    counter.notice(seen, read, own.join());
    return [
      ...consumerBreaches(operation.id, request, read),
      ...provider,
      ...state.follow(exchange, seen, read),
      ...skewOf(contract, exchange),
    ];
  }

  /** Names that nobody documents may hold anything. */
  function withoutKeysIn(drift: Drift): Drift {
    const all = [...keys];
    const clean = <T extends { what: string }>(each: T): T => ({ ...each, what: withoutKeys(each.what, all) });
    return {
      ...drift,
      undocumented: drift.undocumented.map(clean),
      codes: drift.codes.map((each) => ({
        ...each,
        code: withoutKeys(each.code, all),
        after: Object.fromEntries(Object.entries(each.after).map(([code, count]) => [withoutKeys(code, all), count])),
      })),
      members: drift.members.map((each) => ({ ...each, place: each.place.map((name) => withoutKeys(name, all)) })),
    };
  }

  function isViolated(): boolean {
    return [...found.values()].some(({ severity, ignored }) => severity === 'violation' && ignored === undefined);
  }

  function note(given: Breach, { request, answer }: Exchange): TrafficFinding | undefined {
    const fingerprintFor = ({ side, rule, operation }: Breach): string => fingerprintOf(side, rule, operation);
    const isMore = found.size >= mostFindings && !found.has(fingerprintFor(given));
    const breach = isMore ? { ...given, operation: 'other requests' } : given;
    const fingerprint = fingerprintFor(breach);
    const known = found.get(fingerprint);
    if (known) {
      known.times++;
      return undefined;
    }
    const all = [...keys];
    const ignored = ignore[fingerprint];
    const finding: TrafficFinding = {
      ...breach,
      operation: withoutKeys(breach.operation, all),
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
