/** The one of `words` that `received` most likely was meant to be; undefined where none is near. */
export function nearest(received: string, words: readonly string[]): string | undefined {
  const [best] = words
    .map((word) => ({ word, distance: distanceOf(received.toLowerCase(), word) }))
    .toSorted((a, b) => a.distance - b.distance);
  const near = received.length < 3 ? 0 : Math.max(2, Math.floor(received.length / 3));
  return best && best.distance <= near ? best.word : undefined;
}

/** How many letters are to be put in, taken out or changed to make one word of the other. */
function distanceOf(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (const [index, letter] of one.split('').entries()) {
    const next = [index + 1];
    for (const [at, wanted] of other.split('').entries()) {
      next.push(Math.min(row[at + 1]! + 1, next[at]! + 1, row[at]! + (letter === wanted ? 0 : 1)));
    }
    row = next;
  }
  return row[other.length]!;
}
