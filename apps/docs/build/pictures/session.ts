import type { Contract, Translate } from '@cc-gateway/spec';
import { label, svg, width } from './svg.ts';

/** The life of a session's key on a line of time: newest, still accepted, dead. Undefined where the contract gives no times. */
export function sessionPicture({ operations }: Contract, t: Translate): string | undefined {
  const session = operations
    .flatMap(({ security }) => security.flat())
    .find((scheme) => scheme.session?.renewMs !== undefined && scheme.session.dieMs !== undefined);
  const { renewMs = 0, dieMs = 0 } = session?.session ?? {};
  if (!session || renewMs >= dieMs) return undefined;
  const name = session.name ?? session.scheme;
  const end = renewMs + dieMs;
  const at = (ms: number): number => 62 + (ms / end) * (width - 62 - 14);
  const seconds = (ms: number): string => `${ms / 1000} s`;
  const bar = (row: number, from: number, to: number, kind: string, text: string): string => {
    const y = 8 + row * 34;
    return (
      `<rect class="${kind}" x="${at(from)}" y="${y}" width="${at(Math.min(to, end)) - at(from)}" height="24" rx="3"/>` +
      label((at(from) + at(Math.min(to, end))) / 2, y + 17, text, 'middle')
    );
  };
  const rows = [0, 1, 2].flatMap((row) => {
    const from = row * renewMs;
    return [
      label(0, 25 + row * 34, `${name} ${row + 1}`),
      bar(row, from, from + renewMs, 'good', t('newest')),
      ...(from + renewMs < end ? [bar(row, from + renewMs, from + dieMs, 'care', t('accepted'))] : []),
      ...(from + dieMs < end ? [bar(row, from + dieMs, end, 'bad', t('dead'))] : []),
    ];
  });
  const ticks = [0, renewMs, dieMs, end].map(
    (ms) => `<path d="M${at(ms)} 4V112"/>${label(at(ms), 128, seconds(ms), ms === end ? 'end' : 'middle')}`,
  );
  const words = [
    t('Each Guid is the newest until the next one comes, is still accepted for a while (inferred), and is dead then.'),
    `${t('Renewed after')} ${seconds(renewMs)}; ${t('dead after')} ${seconds(dieMs)}.`,
  ].join(' ');
  return svg('session', 134, t('The life of a Guid in dynamic mode'), words, [...ticks, ...rows]);
}
