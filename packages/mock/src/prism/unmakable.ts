import { sampleOf } from '@cc-gateway/openapi';
import type { Contract } from '@cc-gateway/spec';
import { isMade } from './sendable.ts';

/** Which answers are made. */
interface Asked {
  dynamic?: boolean | undefined;
  ignoreExamples?: boolean | undefined;
}

/**
 * Looks for answers that are made from their schemas although no value was found that keeps them, and tells each place and its
 * reason in a sentence. Others have their turn between any two schemas; ends early where `signal` says so.
 */
export async function tellUnmakable(
  { operations }: Contract,
  asked: Asked,
  tell: (sentence: string) => void,
  signal: AbortSignal,
): Promise<void> {
  const seen = new Set<unknown>();
  for (const operation of operations) {
    for (const { status, contents } of operation.answers) {
      for (const content of contents) {
        if (seen.has(content.schema) || !isMade(content, asked)) continue;
        seen.add(content.schema);
        await new Promise((resolve) => setImmediate(resolve));
        if (signal.aborted) return;
        const { reason } = sampleOf(content.schema, { direction: 'answer' });
        if (reason !== undefined) tell(`${operation.id} answers ${status} with what breaks its schema. ${reason}`);
      }
    }
  }
}
