import type { PageData } from './description.ts';

/** What the build wrote into the page for its scripts. */
export const pageData = JSON.parse(document.getElementById('page-data')!.textContent) as PageData;
