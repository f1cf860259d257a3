import { isSeq, parseDocument } from 'yaml';
import { sandboxAddress } from './samples/sample.ts';

/** The sandbox, as a server of a document. */
export const sandboxServer = { url: sandboxAddress, description: 'The sandbox of npm start, where no real call moves' };

/**
 * A document, as YAML or JSON, with the sandbox before its servers: what a tool sends before anybody has chosen a server
 * moves no real call. All else stays as it is written.
 */
export function withSandbox(text: string): string {
  if (text.startsWith('{')) {
    const document = JSON.parse(text) as { servers?: object[] };
    return `${JSON.stringify({ ...document, servers: [sandboxServer, ...(document.servers ?? [])] }, null, 2)}\n`;
  }
  const document = parseDocument(text);
  const servers = document.get('servers');
  if (isSeq(servers)) servers.items.unshift(document.createNode(sandboxServer));
  else document.set('servers', [sandboxServer]);
  return document.toString({ lineWidth: 0 });
}
