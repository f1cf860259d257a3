import type { View } from '../view.ts';

/** A session is renewed before it dies. */
export function sessionLife({ root, report }: View): void {
  for (const [name, scheme] of root.at('components', 'securitySchemes').members()) {
    const { renewMs, dieMs } = scheme.value?.['x-session'] ?? {};
    if (!(renewMs >= dieMs)) continue;
    const message = `The session of ${name} dies at ${dieMs} ms, before it is renewed. Expected more than ${renewMs}.`;
    report(message, scheme.at('x-session', 'dieMs'));
  }
}
