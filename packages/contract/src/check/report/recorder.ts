import type { Operation } from '@cc-gateway/spec';
import { commandFor } from './curl.ts';
import { probeName } from '../engine/probe-name.ts';
import { fingerprintOf } from '../../redaction/fingerprint.ts';
import type { Finding, Witness } from './finding.ts';
import type { Piece } from '../keys/mask.ts';
import type { Level } from '../requests/level.ts';
import type { Recorder } from '../requests/run.ts';
import type { Redactor } from '../keys/redact.ts';
import { ruleNamed } from '../answers/rules/catalogue.ts';
import type { Seen } from '../answers/reading/observed.ts';
import { headerOf } from '../wire/raw-answer.ts';
import type { Target } from '../wire/target.ts';

/** Something that could not be judged, and why. */
export interface Untested {
  operation: string;
  about: string;
  reason: string;
}

/** Collects what a run finds. */
export interface Records extends Recorder {
  findings: Finding[];
  untested: Untested[];
  /** The places where each rule was tried. */
  tried: Map<string, Set<string>>;
}

/** What findings say of a run, and which of them are known. */
export interface RecordOptions {
  level: Level;
  seed: number;
  ignore?: Record<string, string>;
  onFinding?: (finding: Finding) => void;
  /** Whether the document describes the requests of an operation twice: what it demands of one of them may be kept by the other. */
  isDescribedTwice?: (operation: Operation) => boolean;
}

const longestShown = 4_000;
/** A text is looked through up to here: masks may be far shorter than keys. */
const longestRead = 16 * longestShown;
const mostOthers = 12;

/** Rules that a document must name a way to refuse for: without one, HTTP leaves the matter to the provider. */
const lenient = new Set([
  'accepts/encoding',
  'accepts/member-name',
  'accepts/media-type',
  'auth/place',
  'auth/twice',
  'method/allow',
  'method/path-case',
  'method/path-twin',
  'refuses/number',
  'refuses/path',
  'transport/early-reset',
]);

/** Whether the document says how a body is refused. */
const refusesBodies = ({ answers }: Operation): boolean =>
  answers.some(({ status }) => /^(400|415|422|4xx|default)$/i.test(status));

/** Whether a body went out under a media type that has nothing of JSON's; a careful reader may take what is nearly JSON's. */
const isForeign = (seen: Seen | undefined): boolean =>
  !/json|\*|javascript/i.test(headerOf(seen?.case.wire.headers ?? [], 'content-type') ?? '');

/** A recorder for one run. */
export function createRecorder(target: Target, redactor: Redactor, options: RecordOptions): Records {
  const findings = new Map<string, Finding>();
  const untested = new Map<string, Untested>();
  const tried = new Map<string, Set<string>>();
  /** What each finding has been found with, before keys are taken out of it: most are found with each answer. */
  const told = new Map<string, Set<string>>();
  const replayOf = (seen: Seen): string =>
    `${options.level[0]}${options.seed}-${probeName(seen.case.operation.id, seen.case.id)}`;
  return {
    get findings() {
      return [...findings.values()];
    },
    get untested() {
      return [...untested.values()];
    },
    tried,
    try(rule, place) {
      const places = tried.get(rule);
      if (places) places.add(place);
      else tried.set(rule, new Set([place]));
    },
    leaveOut(operation, about, reason) {
      untested.set(`${operation.id} ${about}`, { operation: operation.id, about, reason });
    },
    takeBack: ({ id }, about) => void untested.delete(`${id} ${about}`),
    find(name, seen, received, more = {}) {
      const rule = ruleNamed(name);
      const operation = more.operation ?? seen?.case.operation;
      const pointer = more.place ?? seen?.case.place ?? operation?.pointer ?? '#';
      const key = fingerprintOf(name, operation?.id ?? '', pointer);
      const known = findings.get(key);
      if (known) known.count += 1;
      if (known && known.others.length >= mostOthers) return;
      const unmasked = more.about ?? seen?.case.about ?? '';
      if (told.get(key)?.has(unmasked)) return;
      told.set(key, (told.get(key) ?? new Set()).add(unmasked));
      const about = redactor.redact(unmasked, operation);
      if (known) {
        if (known.about !== about && !known.others.includes(about)) known.others.push(about);
        return;
      }
      const isLenient =
        more.isUnsaid ??
        (lenient.has(name) &&
          operation &&
          !operation.success &&
          Object.keys(operation.violations).length === 0 &&
          !(name === 'accepts/media-type' && refusesBodies(operation) && isForeign(seen)));
      // An answer may be that of the other description of the same requests.
      const isTwofold =
        operation !== undefined &&
        rule.severity === 'violation' &&
        rule.reference.startsWith('the document') &&
        options.isDescribedTwice?.(operation);
      const reason = options.ignore?.[key];
      const finding: Finding = {
        rule: rule.name,
        severity: isTwofold ? 'contradiction' : isLenient ? 'warning' : rule.severity,
        says: rule.says,
        reference: rule.reference,
        operation: operation?.id ?? '',
        about,
        received: redactor.redact(received, operation),
        documented: redactor.redact(more.documented ?? rule.says, operation),
        place: { pointer },
        count: 1,
        others: [],
        ...(seen && { witness: witnessOf(target, redactor, seen), replay: replayOf(seen) }),
        fingerprint: key,
        ...(reason !== undefined && { ignored: reason }),
      };
      findings.set(key, finding);
      options.onFinding?.(finding);
    },
  };
}

/** The bytes of an exchange, and the line that sends the request again, without keys. */
export function witnessOf(target: Target, redactor: Redactor, { capture, case: { operation, wire } }: Seen): Witness {
  const shown = (bytes: Buffer): string => {
    const whole = bytes.toString('utf8');
    const read = Buffer.from(whole).equals(bytes) ? whole : bytes.toString('latin1');
    const text = redactor.redact(read.slice(0, longestRead), operation);
    return text.length > longestShown ? `${text.slice(0, longestShown)}… (${bytes.length} bytes)` : text;
  };
  const variables: Witness['variables'] = {};
  const pieces = (text: string): Piece[] => {
    const found = redactor.pieces(text, operation);
    for (const piece of found) if (typeof piece !== 'string') Object.assign(variables, piece.variables);
    return found;
  };
  return {
    request: shown(capture.sent),
    answer: shown(capture.received),
    command: commandFor(target, wire, pieces),
    variables,
  };
}
