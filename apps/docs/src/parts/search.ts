import { parts } from '../core/parts.ts';
import { openSearch } from '../search/dialog.ts';

parts.search = openSearch;
