import { parse } from 'yaml';
import type { Json } from '@cc-gateway/spec';
import { UsageError } from '../reading/source.ts';
import { levels, type Level } from '../schemas/level.ts';

/** What a change of each kind demands, unless told otherwise; `-` where it depends on what changed. */
export const gateRules: Record<string, { level: string; says: string }> = {
  'operation-removed': {
    level: 'major',
    says: 'An operation is gone; minor where it was draft or alpha, or deprecated without a sunset or past it.',
  },
  'operation-added': { level: 'minor', says: 'An operation is new.' },
  'operation-id': { level: 'major', says: 'An operation has another operationId; patch where it had none.' },
  'parameter-removed': { level: 'major', says: 'A parameter is gone.' },
  'parameter-added': { level: 'major or minor', says: 'A parameter is new; major where it is required.' },
  'parameter-required': { level: 'major or minor', says: 'A parameter became required, or optional.' },
  'parameter-name': { level: 'patch', says: 'A parameter of a path has another name, which is not on the wire.' },
  serialization: { level: 'major', says: 'A parameter or header is written in another way.' },
  'body-removed': { level: 'major', says: 'The body of a request is gone.' },
  'body-added': { level: 'major or minor', says: 'The body of a request is new; major where it is required.' },
  'body-required': { level: 'major or minor', says: 'The body of a request became required, or optional.' },
  'media-type-removed': { level: 'major', says: 'A media type is gone.' },
  'media-type-added': { level: 'minor', says: 'A media type is new.' },
  encoding: { level: 'major', says: 'A member of a form is written in another way.' },
  'answer-removed': { level: 'major', says: 'A status is no longer documented.' },
  'answer-added': { level: 'minor', says: 'A status is new.' },
  'header-removed': { level: 'major', says: 'A header of an answer is gone.' },
  'header-added': { level: 'minor', says: 'A header of an answer is new.' },
  'header-required': { level: 'major or minor', says: 'A header of an answer may be missing, or is always there.' },
  link: { level: 'major or minor', says: 'A link of an answer is gone, or new.' },
  'callback-removed': { level: 'major', says: 'A callback is gone.' },
  'callback-added': { level: 'minor', says: 'A callback is new.' },
  security: {
    level: 'major or minor',
    says: 'Requests are authenticated in another way, or tokens are got in another way.',
  },
  'server-removed': { level: 'major', says: 'A server is gone.' },
  'server-added': { level: 'minor', says: 'A server is new.' },
  'server-variable': { level: 'major or minor', says: 'A variable of a server has another default or other values.' },
  deprecated: { level: 'minor', says: 'Something became deprecated, or is no longer.' },
  sunset: { level: 'major or minor', says: 'Something goes sooner than `x-sunset` said, or later.' },
  stability: { level: 'major or minor', says: 'Something is less stable than `x-stability-level` said, or more.' },
  words: { level: 'patch', says: 'Words or extensions changed that no program reads.' },
  examples: { level: 'patch', says: 'Examples changed.' },
  'member-removed': { level: 'major', says: 'A member of an object is no longer described.' },
  'member-added': { level: 'minor', says: 'A member of an object is new; major in answers that took no others.' },
  'required-member-added': { level: 'major or minor', says: 'A required member is new; major in requests.' },
  'read-only': { level: 'major or minor', says: 'A member became readOnly, or is no longer.' },
  'write-only': { level: 'major or minor', says: 'A member became writeOnly, or is no longer.' },
  default: {
    level: 'major, minor or patch',
    says: 'A default changed: major in requests, minor where there was none, patch in answers.',
  },
  discriminator: { level: 'major or minor', says: 'What tells subtypes apart changed.' },
  'content-encoding': { level: 'major', says: 'The content of a text is written in another way.' },
  xml: { level: 'major', says: 'Something is written as other XML.' },
  'extensible-enum': { level: 'major or minor', says: 'Values of x-extensible-enum are gone, or new.' },
  'schema-reference': { level: 'major', says: 'A reference cannot be followed, so schemas cannot be compared.' },
  dialect: { level: 'minor', says: 'Schemas are of another dialect: what they mean then is not compared.' },
  idle: { level: 'major or minor', says: 'A bound changed that no value of the type reads.' },
  schema: { level: 'major', says: 'The comparison of schemas ended at its bound.' },
  alternatives: { level: 'major', says: 'Alternatives are combined in too many ways to be compared.' },
  ...Object.fromEntries(
    Object.entries({
      required: 'A member became required (`-added`), or optional (`-removed`)',
      type: 'Values of other types are taken',
      enum: 'Other values of a list are taken',
      bounds: 'Other numbers are taken',
      multipleOf: 'Other steps of numbers are taken',
      length: 'Texts of other lengths are taken',
      pattern: 'Texts of another pattern are taken',
      format: 'Texts or numbers of another format are taken',
      items: 'Lists of other lengths are taken, or with items twice',
      contains: 'Lists with other items are taken',
      members: 'Objects with other numbers of members are taken',
      closed: 'Objects with members that are not described are taken, or no longer',
      dependent: 'Members that need others need other ones',
      alternative: 'An alternative is gone, or new',
      alternatives: 'Alternatives exclude each other in another way',
      composition: 'Components that ask for nothing new are composed too, or no longer',
      not: 'Other values are refused',
      if: 'A condition is gone, or new',
    }).flatMap(([name, says]) =>
      name === 'required'
        ? [
            ['required-added', { level: 'major or minor', says: 'A member became required; major in requests.' }],
            ['required-removed', { level: 'major or minor', says: 'A member may be missing; major in answers.' }],
          ]
        : [
            [`${name}-narrowed`, { level: 'major or minor', says: `${says}: fewer. Major in requests.` }],
            [`${name}-widened`, { level: 'major or minor', says: `${says}: more. Major in answers.` }],
          ],
    ),
  ),
  success: { level: 'major', says: 'Success is told in another way.' },
  retcode: { level: 'major, minor or patch', says: 'A result code is gone, new, or means something else.' },
  example: {
    level: 'major, minor or patch',
    says: 'An example of an answer, which stands for a result code, is gone, new or another.',
  },
  violation: { level: 'major, minor or patch', says: 'A broken rule is answered with another example.' },
  precondition: { level: 'major, minor or patch', says: 'A precondition is tighter, looser or another.' },
  effect: { level: 'major or patch', says: 'A success does something else.' },
  session: { level: 'major or minor', says: 'Sessions live shorter, longer, or are renewed in another way.' },
  state: { level: 'major, minor or patch', says: 'The tables that scenarios fill are others.' },
  tolerated: { level: 'major, minor or patch', says: 'Other deviations are tolerated.' },
};

/** Reads a file of levels: `RULE: major|minor|patch|off`. Throws UsageError. */
export function readLevels(text: string, file: string): Map<string, Level | 'off'> {
  let value: Json;
  try {
    value = parse(text) ?? {};
  } catch {
    throw new UsageError(`--levels: ${file} cannot be read as YAML. Expected RULE: major, minor, patch or off.`);
  }
  if (typeof value !== 'object' || Array.isArray(value))
    throw new UsageError(`--levels: ${file} holds no map. Expected RULE: major, minor, patch or off.`);
  return new Map(
    Object.entries<Json>(value).map(([rule, level]) => {
      if (!Object.hasOwn(gateRules, rule))
        throw new UsageError(
          `--levels: ${file} names the rule ${JSON.stringify(rule)}. Expected one that \`rules --gate\` lists.`,
        );
      if (level !== 'off' && !levels.includes(level))
        throw new UsageError(
          `--levels: ${file} gives ${rule} the level ${JSON.stringify(level)}. Expected major, minor, patch or off.`,
        );
      return [rule, level];
    }),
  );
}
