import type { Difference } from '../comparing/difference.ts';

/** Who notices a difference. */
export function affectedBy({ level, direction, witness, rule }: Difference): string {
  const shown = witness === undefined ? '' : ` ${cut(JSON.stringify(witness.value))}`;
  if (level === 'patch') return 'nobody: no program reads it';
  if (level === 'major' && Object.hasOwn(inPrograms, rule)) return inPrograms[rule]!;
  if (direction === 'response')
    return level === 'major'
      ? `readers of answers${shown && `, of${shown}`}`
      : 'readers of answers, who need do nothing';
  if (direction === 'request')
    return level === 'major' ? `callers${shown ? ` that send${shown}` : ''}` : 'callers, who need do nothing';
  if (level === 'minor') return 'callers, who need do nothing';
  return rule === 'operation-removed' ? 'callers of the operation' : 'callers';
}

/** Who notices what no value shows: what was sent is sent as before, and somebody's program does no longer what it did. */
const inPrograms: Record<string, string> = {
  'operation-id': 'generated clients, whose methods are named after it; nothing on the wire',
  'answer-removed': 'callers that do something of their own at this status',
  discriminator: 'who reads or writes the name of a kind',
};

const cut = (text: string): string => (text.length > 60 ? `${text.slice(0, 57)}...` : text);

/** What to do about a difference. */
export function remedyFor({ level, unknown, direction, rule }: Difference): string {
  if (unknown !== undefined) return 'Look at both places, and accept it with --ignore if it changes nothing.';
  if (level !== 'major')
    return level === 'minor' ? 'Release it with the next minor version.' : 'Release it with the next patch.';
  if (rule === 'operation-id')
    return 'Keep it, release a major version, or give the rule another level with --levels where no client is generated.';
  if (rule.endsWith('removed')) return 'Keep it and deprecate it first, or release a major version.';
  if (direction === 'request') return 'Take what was taken too, or release a major version.';
  if (direction === 'response') return 'Answer only what was answered, or release a major version.';
  return 'Keep what was promised, or release a major version.';
}
