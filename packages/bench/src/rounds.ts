/** What rounds gave. */
export interface Rounds<Sample> {
  /** The samples of each contender, one a round, in order. */
  samples: Map<string, Sample[]>;
  rounds: number;
  endedByTime: boolean;
  seconds: number;
}

/** How many rounds there are. */
export interface Bounds {
  /** No round begins that would probably end later than this; but two are always made. */
  seconds: number;
  /** The most rounds, 7 unless told. */
  rounds?: number;
  /** The clock, in milliseconds. */
  now?: () => number;
}

/** Takes a sample of each contender in turn, and again, until the rounds or the time are used up. */
export async function inRounds<Sample>(
  contenders: readonly string[],
  take: (contender: string, round: number) => Promise<Sample>,
  { seconds, rounds = 7, now = () => performance.now() }: Bounds,
): Promise<Rounds<Sample>> {
  const samples = new Map(contenders.map((name): [string, Sample[]] => [name, []]));
  const start = now();
  let made = 0;
  const passed = (): number => (now() - start) / 1_000;
  const isTimeLeft = (): boolean => made < 2 || passed() + passed() / made <= seconds;
  while (made < rounds && isTimeLeft()) {
    for (const [name, taken] of samples) taken.push(await take(name, made));
    made++;
  }
  return { samples, rounds: made, endedByTime: made < rounds, seconds: Math.round(passed()) };
}
