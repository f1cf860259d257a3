import { parts } from '../core/parts.ts';
import { beginTrying } from '../try/benches.ts';

parts.try = () => void beginTrying();
