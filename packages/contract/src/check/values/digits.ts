/** Whether a text is a whole number in decimal digits, short enough to be read exactly. */
export const isDecimal = (text: string): boolean => /^(0|[1-9]\d{0,14})$/.test(text);

/** The least and the greatest number that a test of decimal strings lets pass, found by climbing from samples. */
export function digitBounds(
  samples: string[],
  passes: (text: string) => boolean,
): { least: string; most: string } | undefined {
  if (samples.length === 0 || !samples.every(isDecimal)) return undefined;
  const numbers = samples.map(Number);
  const tens = Array.from({ length: 15 }, (_, power) => 10 ** power);
  const edges = tens.flatMap((ten) => [ten, ten - 1, ten + 1]).filter((number) => passes(String(number)));
  const climb = (from: number, direction: 1 | -1): number => {
    let at = from;
    for (const step of tens.toReversed()) {
      for (let times = 0; times < 10; times += 1) {
        const next = at + direction * step;
        if (next < 0 || !passes(String(next))) break;
        at = next;
      }
    }
    return at;
  };
  return {
    least: String(climb(Math.min(...numbers, ...edges), -1)),
    most: String(climb(Math.max(...numbers, ...edges), 1)),
  };
}
