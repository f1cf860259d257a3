import type { Writable } from 'node:stream';

/** Bytes that may wait for whoever reads them. */
const mostWaiting = 2 ** 20;

/** What writes lines that may be lost: where nobody reads them, they are left out, and how many, is said to whoever reads again. */
export function linesTo(streamOf: () => Writable): (line: string) => void {
  let missing = 0;
  return (line) => {
    const stream = streamOf();
    if (stream.writableLength > mostWaiting) missing++;
    else {
      const gap = missing > 0 ? `${missing} lines are left out: nobody read what was written.\n` : '';
      missing = 0;
      stream.write(`${gap}${line}\n`);
    }
  };
}

/** Says on stderr what passes, in a line that is left out where nobody reads. */
export const tell = linesTo(() => process.stderr);

/**
 * Runs a command to its end, and ends the process with its exit code, whether or not there is somebody who reads: those who have
 * left change nothing, and what nobody reads of stderr for a second is not waited for.
 */
export async function runToEnd(run: () => Promise<number>): Promise<void> {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
  const code = await run();
  process.exitCode = code;
  // Where all is read, nothing is left to do before this comes.
  setInterval(() => process.stdout.writableLength === 0 && process.exit(code), 1_000).unref();
}
