import { askEarly } from './core/early.ts';
import { languageToGoTo } from './core/language.ts';

// What only works with a script is shown from the beginning, so that nothing moves later.
document.documentElement.classList.add('js');
const elsewhere = languageToGoTo();
if (elsewhere === undefined) askEarly();
else location.replace(elsewhere);
