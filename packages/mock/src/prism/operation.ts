import type { PrismHttpComponents } from '@stoplight/prism-http';

/** Prism's form of an operation. Apart from other types, since who installs the mock has none of Prism's. */
export type Resource = Parameters<PrismHttpComponents['route']>[0]['resources'][number];
