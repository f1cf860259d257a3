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
  let asked = false;
  const ask = (): void => {
    if (asked) return;
    asked = true;
    requestAnimationFrame(() => {
      asked = false;
      mend();
    });
  };
  // The search stands beside the root.
  new MutationObserver(ask).observe(document.body, { childList: true, subtree: true });
  addEventListener('resize', ask);
  mend();
}
