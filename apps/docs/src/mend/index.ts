import { mendControls } from './controls.ts';
import { mendHeadings } from './headings.ts';
import { highlightLinked } from './linked.ts';
import { mendTables } from './tables.ts';

/** Mends what Redoc renders, now and whenever it renders more: what assistive technology and small screens need. */
export function mendAsItRenders(root: HTMLElement): void {
  const highlight = highlightLinked(root);
  const mend = (): void => {
    mendHeadings(root);
    mendTables(root);
    mendControls(root);
    highlight();
  };
  // The search stands beside the root.
  new MutationObserver(mend).observe(document.body, { childList: true, subtree: true });
  addEventListener('resize', mend);
  mend();
}
