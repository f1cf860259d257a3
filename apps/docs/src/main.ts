import type { Description } from './description.ts';
import { mendAsItRenders } from './mend/index.ts';
import { openablePanel } from './panel.ts';

mendAsItRenders(document.getElementById('redoc')!);
openablePanel(JSON.parse(document.getElementById('contract')!.textContent) as Description);
