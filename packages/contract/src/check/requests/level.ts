/** How far a run may go. */
export type Level = 'safe' | 'effects' | 'full';

/** The levels, each with what it sends. */
export const levels: Record<Level, string> = {
  safe: 'only what a conforming provider must refuse, with made-up ids',
  effects: 'also valid calls, on the ids that --set offers up',
  full: "also the document's examples and generated values; for mocks and staging",
};
