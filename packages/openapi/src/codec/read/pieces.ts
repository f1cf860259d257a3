import type { Report } from './faults.ts';
import type { Raw, RawMembers } from './typed.ts';

/** What a style says of the text of one value. */
export interface Flat {
  /** What stands between members, in every form in which it may come. */
  between: RegExp | string;
  /** Whether the members of an object are `name=value`, and not names and values in turn. */
  isAssigned: boolean;
  decode: (text: string, report: Report, pointer?: string) => string;
}

/** The items of a list that is one text. */
export const listOf = (text: string, { between, decode }: Flat, report: Report): Raw => ({
  list: text.split(between).map((piece, index) => decode(piece, report, `/${index}`)),
});

/** The members of an object that is one text. */
export function membersOf(text: string, { between, isAssigned, decode }: Flat, report: Report): RawMembers {
  const pieces = text.split(between);
  if (isAssigned) {
    return {
      members: pieces.flatMap((piece): RawMembers['members'] => {
        const at = piece.indexOf('=');
        if (at < 0) report('', 'has a member without "="');
        return at < 0 ? [] : [[decode(piece.slice(0, at), report), decode(piece.slice(at + 1), report)]];
      }),
    };
  }
  if (pieces.length % 2 === 1) {
    report('', 'has a name without a value: names and values are expected in turn');
    return { members: [] };
  }
  const members: RawMembers['members'] = [];
  for (let index = 0; index < pieces.length; index += 2) {
    members.push([decode(pieces[index]!, report), decode(pieces[index + 1]!, report)]);
  }
  return { members };
}
