/** How long and with how much memory schemas may be compared. */
export interface Effort {
  /** Milliseconds of the processor, so that a busy machine ends nothing sooner. */
  ms: number;
  /** Bytes of the heap. */
  bytes: number;
}

/** Why nothing more was compared, in words. */
export const atItsBound = 'the comparison ended at its bound: --effort gives it more';

let end = Infinity;
let most = Infinity;
let count = 0;
let isOver = false;

const spent = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

/** Begins a comparison with its effort. */
export function beginEffort({ ms, bytes }: Effort): void {
  end = spent() + ms;
  most = bytes;
  count = 0;
  isOver = false;
}

/** Ends a comparison: what is compared outside of one has no bound. */
export const endEffort = (): void => beginEffort({ ms: Infinity, bytes: Infinity });

/** Whether the effort is spent; asked often, and looked up now and then. */
export function isSpent(): boolean {
  if (!isOver && count % 128 === 0) isOver = spent() > end || process.memoryUsage().heapUsed > most;
  count += 1;
  return isOver;
}
