import type { Contract } from '../contract.ts';
import { asWritten, type Translate } from './translate.ts';

interface Server {
  url: string;
  description?: string;
  variables?: Record<string, { default: string; description?: string }>;
}

/** Where the API is: each form of its address, and what its variables stand for. Empty where the contract names no server. */
export function serversMarkdown({ document }: Contract, t: Translate = asWritten): string {
  const servers: Server[] = document.servers ?? [];
  return servers
    .map(({ url, description, variables = {} }) =>
      [
        `- **${description === undefined ? url : t(description)}** \`${url}\``,
        ...Object.entries(variables).map(
          ([name, { default: value, description: text = '' }]) =>
            `  - \`${name}\`, ${t('for example')} \`${value}\`: ${text && t(text)}`,
        ),
      ].join('\n'),
    )
    .join('\n');
}
