import { parts } from '../core/parts.ts';
import { showSamples } from '../try/samples.ts';

parts.samples = showSamples;
