/** Makes the page of the last results anew. */
import { writePage } from './page.ts';
import { folder, readResults } from './publish.ts';

await writePage(await readResults(), folder);
