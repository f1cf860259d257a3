import type { PartName } from './part-name.ts';
import type { Result } from '../try/result.ts';
import type { Wish } from '../try/form.ts';

/** What is loaded when it is needed, by the name of its file. */
export interface Parts extends Record<PartName, unknown> {
  search: () => void;
  try: () => void;
  client: (wish: Wish) => Promise<Result>;
  samples: (section: HTMLElement, wish: Wish) => void;
}

const place = globalThis as { ccGatewayParts?: Partial<Parts> };

/** The parts that are loaded. */
export const parts: Partial<Parts> = (place.ccGatewayParts ??= {});
