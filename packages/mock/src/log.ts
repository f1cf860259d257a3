import type { Exchange } from './gateway.ts';

export type LogFormat = 'pretty' | 'json' | 'silent';

/** One line for an exchange. It holds no header and no body of the request: a session's key never reaches a log. */
export function logLine(format: Exclude<LogFormat, 'silent'>, exchange: Exchange, milliseconds: number): string {
  const { request, operation, status, choice, violations } = exchange;
  const facts = {
    method: request.method,
    path: request.path,
    operation: operation?.id,
    status,
    example: choice.example,
    unmet: choice.unmet?.name,
    violations: violations.map(({ message }) => message),
    ms: Math.round(milliseconds * 10) / 10,
  };
  if (format === 'json') return JSON.stringify(facts);
  const why = [
    ...facts.violations,
    ...(choice.unmet ? [`precondition ${choice.unmet.name}: ${choice.unmet.meaning ?? ''}`] : []),
  ];
  return `${facts.method} ${facts.path} → ${status} ${facts.example ?? ''} ${facts.ms} ms${why.map((line) => `\n    ${line}`).join('')}`;
}
