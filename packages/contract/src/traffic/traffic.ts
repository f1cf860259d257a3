import type { Contract, Operation } from '@cc-gateway/spec';
import { fingerprintOf } from '../redaction/fingerprint.ts';
import type { Exchange } from './judging/exchange.ts';
import { consumerBreaches, strayBreach } from './judging/consumer.ts';
import { countDrift, type Drift } from './judging/drift.ts';
import { breachOf, type Breach } from './judging/finding.ts';
import { otherRules } from './judging/rules.ts';
import { isPreflight, matcherOf } from './judging/operation-for.ts';
import { providerBreaches, readExchange } from './judging/provider.ts';
import { readPassed } from './judging/reading.ts';
import { watchSecrets } from './judging/secrets.ts';
import { skewOf } from './judging/skew.ts';
import { followState } from './judging/state.ts';
import type { Progress, TrafficFinding, TrafficReport } from './report/report.ts';

/** Judges what passes, exchange by exchange, both sides apart. It keeps counts, and no exchange. */
export interface TrafficJudge {
  /** What an exchange breaks that nothing before it has broken so. */
  judge(exchange: Exchange): TrafficFinding[];
  /** Counts an exchange that could not be judged. */
  miss(): void;
  /** A text without the keys that have passed. */
  redacted(text: string): string;
  /** What it has come to so far, in short. */
  soFar(): Progress;
  /** What it has come to so far. */
  report(): TrafficReport;
}

/** The most findings that are told apart: requests may be for any path. */
const mostFindings = 1_000;

/** Begins to judge. `source` stands in the report; `ignore`: fingerprints of accepted findings, each with its reason. */
export function judgeTraffic(contract: Contract, source: string, ignore: Record<string, string> = {}): TrafficJudge {
  const match = matcherOf(contract);
  const counter = countDrift(contract);
  const state = followState(contract);
  const found = new Map<string, TrafficFinding>();
  const secrets = watchSecrets(contract);
  let exchanges = 0;
  let matched = 0;
  let unanswered = 0;

  return {
    judge(exchange) {
      const { request, answer, isMore } = exchange;
      if (!isMore) exchanges++;
      if (!answer && !isMore) unanswered++;
      const own = secrets.notice(exchange);
      const [path = ''] = request.target.split('?');
      const matching = match(request.method, path);
      // A browser asks first; nobody documents that.
      if (!matching.operation && matching.methods.length > 0 && isPreflight(request)) return [];
      const breaches = matching.operation
        ? breachesOf(matching.operation, exchange, own)
        : [strayBreach(request, matching), ...skewOf(contract, exchange)];
      if (!matching.operation) counter.noticeOther(request.method, path);
      return breaches.flatMap((breach) => note(breach, exchange) ?? []);
    },
    miss() {
      exchanges++;
      unanswered++;
    },
    redacted: (text) => secrets.without(text),
    soFar,
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
      ...soFar(),
      drift: withoutKeysIn(counter.drift()),
    }),
  };

  function soFar(): Progress {
    return { exchanges, unanswered, findings: [...found.values()] };
  }

  function breachesOf(operation: Operation, exchange: Exchange, own: string[]): Breach[] {
    const { request, isMore } = exchange;
    matched++;
    const read = readPassed(operation, request);
    const seen = readExchange(contract, operation, exchange, own, read.violations.length === 0);
    const provider = providerBreaches(seen, exchange);
    if (isMore) return provider.filter(({ rule }) => rule === 'transport/unsolicited');
    counter.notice(seen, read, own.join());
    return [
      ...consumerBreaches(operation.id, request, read),
      ...provider,
      ...(exchange.unread === undefined
        ? []
        : [breachOf(otherRules.answerUnjudged, operation.id, `the body: ${exchange.unread}`)]),
      ...state.follow(exchange, seen, read),
      ...skewOf(contract, exchange),
    ];
  }

  /** Names that nobody documents may hold anything. */
  function withoutKeysIn(drift: Drift): Drift {
    const { without } = secrets;
    return {
      ...drift,
      undocumented: drift.undocumented.map((each) => ({ ...each, what: without(each.what) })),
      codes: drift.codes.map((each) => ({
        ...each,
        code: without(each.code),
        after: Object.fromEntries(Object.entries(each.after).map(([code, count]) => [without(code), count])),
      })),
      members: drift.members.map((each) => ({ ...each, place: each.place.map(without) })),
    };
  }

  function isViolated(): boolean {
    return [...found.values()].some(({ severity, ignored }) => severity === 'violation' && ignored === undefined);
  }

  function note(given: Breach, { request, answer }: Exchange): TrafficFinding | undefined {
    const nameOf = ({ side, rule, operation }: Breach): string => `${side}\n${rule}\n${operation}`;
    const isMore = found.size >= mostFindings && !found.has(nameOf(given));
    const breach = isMore ? { ...given, operation: 'other requests' } : given;
    const known = found.get(nameOf(breach));
    if (known) {
      known.times++;
      return undefined;
    }
    const fingerprint = fingerprintOf(nameOf(breach));
    const ignored = ignore[fingerprint];
    const finding: TrafficFinding = {
      ...breach,
      operation: secrets.without(breach.operation),
      received: secrets.without(breach.received),
      times: 1,
      first: secrets.without(`${request.method} ${request.target}${answer ? ` answered ${answer.status}` : ''}`),
      fingerprint,
      ...(ignored !== undefined && { ignored }),
    };
    found.set(nameOf(breach), finding);
    return finding;
  }
}
