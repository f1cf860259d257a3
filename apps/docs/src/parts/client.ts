import { parts } from '../core/parts.ts';
import { send } from '../try/client.ts';

parts.client = send;
