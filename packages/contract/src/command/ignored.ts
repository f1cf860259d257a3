import { parse } from 'yaml';
import type { Json } from '@cc-gateway/spec';
import { isInForce, type Ignored } from '../diff/judging/ignore.ts';
import { UsageError } from './usage.ts';

/** Reads a file of what is accepted: `FINGERPRINT: REASON`, or `FINGERPRINT: { reason, until }`. Throws UsageError. */
export function readIgnored(file: string, text: string): Map<string, Ignored> {
  const wrong = (what: string): never => {
    throw new UsageError(
      `--ignore: ${file} ${what}. Expected FINGERPRINT: REASON, or FINGERPRINT: { reason: REASON, until: YYYY-MM-DD }.`,
    );
  };
  let value: Json;
  try {
    // Everything is a text: a fingerprint such as 1234567890e1 is no number.
    value = parse(text, { schema: 'failsafe' }) ?? {};
  } catch {
    wrong('cannot be read as YAML');
  }
  if (typeof value !== 'object' || Array.isArray(value)) wrong('holds no map');
  return new Map(
    Object.entries<Json>(value).map(([fingerprint, given]) => {
      if (!/^[\da-f]{12}$/.test(fingerprint)) wrong(`names ${JSON.stringify(fingerprint)}, which is no fingerprint`);
      const { reason, until, ...more } = typeof given === 'string' ? { reason: given } : Object(given);
      if (typeof reason !== 'string' || reason.trim() === '') wrong(`gives no reason for ${fingerprint}`);
      if (until !== undefined && !isDay(until)) wrong(`says ${JSON.stringify(until)} for the end of ${fingerprint}`);
      const [other] = Object.keys(more);
      // A word that is overlooked may be the end that was meant.
      if (other !== undefined) wrong(`says ${JSON.stringify(other)} of ${fingerprint}`);
      return [fingerprint, { reason, ...(until !== undefined && { until }) }];
    }),
  );
}

/** Fingerprints of the findings that a file accepts today, each with its reason. Throws UsageError. */
export const acceptedIn = (file: string, text: string): Record<string, string> =>
  Object.fromEntries(
    [...readIgnored(file, text)].flatMap(([fingerprint, ignored]) =>
      isInForce(ignored, new Date()) ? [[fingerprint, ignored.reason]] : [],
    ),
  );

const isDay = (text: unknown): boolean => {
  if (typeof text !== 'string' || !/^\d{4}-\d\d-\d\d$/u.test(text)) return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
};
