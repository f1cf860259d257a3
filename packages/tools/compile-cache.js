/** Lets Node remember compiled code between builds; for `node --import`, so that it holds for what a build imports, too. */
import { enableCompileCache } from 'node:module';

enableCompileCache();
