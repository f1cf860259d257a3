import type { Operation } from '@cc-gateway/spec';
import { headerOf } from '../../wire/raw-answer.ts';
import { isJson, type Seen } from '../reading/observed.ts';
import { rule, type AnswerRule } from './rule.ts';

/** A text that no honest answer holds, and that a browser would run where it stands in a page: probes send it, and look for it. */
export const markup = '<script>contract-check</script>';

/** What answers give away: to caches, to other origins, to who looks for a product's weaknesses, to who plants markup. */
export const exposureRules: AnswerRule[] = [
  {
    ...rule(
      'auth/shared-cache',
      'No cache may hand the answer to a request with a key to others.',
      'RFC 9111 §3.5, §5.2.2.9, §5.2.2.10; OWASP API8:2023',
      'warning',
    ),
    judge: (seen) => (seen.case.operation.security.flat().length > 0 && !seen.case.isOutside ? sharing(seen) : []),
  },
  {
    ...rule(
      'auth/cross-origin',
      'No foreign origin may read answers that credentials were sent for.',
      'Fetch §3.2.5; OWASP API8:2023; CWE-942',
      'warning',
    ),
    judge: ({ answer, case: { wire } }) => {
      const allowed = headerOf(answer?.headers ?? [], 'access-control-allow-origin');
      const isOpen = headerOf(answer?.headers ?? [], 'access-control-allow-credentials')?.toLowerCase() === 'true';
      const isForeign = allowed !== undefined && ['*', headerOf(wire.headers, 'origin')].includes(allowed);
      return isOpen && isForeign ? [`Access-Control-Allow-Origin is ${allowed}, with credentials`] : [];
    },
  },
  {
    ...rule(
      'transport/version',
      "An answer does not tell a product's version.",
      'RFC 9110 §10.2.4, §17.10; CWE-200',
      'warning',
    ),
    judge: ({ answer }) => {
      const headers = (answer?.headers ?? []).filter(
        ([name, value]) => telling.has(name.toLowerCase()) && /\d+\.\d|^\d+$|\/\d/.test(value),
      );
      const page = product.exec(answer?.body.toString('latin1', 0, 100_000) ?? '');
      return [
        ...headers.map(([name, value]) => `the header ${name} is ${JSON.stringify(value)}`),
        ...(page ? [`the body holds ${JSON.stringify(page[0])}`] : []),
      ];
    },
  },
  {
    ...rule(
      'envelope/reflected',
      'What a request says does not come back as markup that a browser could run.',
      'CWE-79; MIME Sniffing §8.1; OWASP ASVS 1.2.1',
      'warning',
    ),
    judge: ({ answer, json }) => {
      if (!answer?.body.includes(markup)) return [];
      const type = headerOf(answer.headers, 'content-type');
      const isInert = headerOf(answer.headers, 'x-content-type-options')?.toLowerCase() === 'nosniff';
      if (isInert && type !== undefined && (isJson(type) || type.startsWith('text/plain'))) return [];
      if (json?.isJson && !isQuoted(json.value)) return [];
      return [`the body holds ${markup}, which was sent, under ${type ?? 'no media type'}`];
    },
  },
];

/** Whether markup stands in a text that was made of it; alone it is data that comes back as it was kept. */
function isQuoted(value: unknown): boolean {
  if (typeof value === 'string') return value !== markup && value.includes(markup);
  return typeof value === 'object' && value !== null && Object.values(value).some(isQuoted);
}

/** Headers that name what the provider is made of. */
const telling = new Set([
  'server',
  'x-powered-by',
  'x-aspnet-version',
  'x-aspnetmvc-version',
  'x-generator',
  'x-version',
  'x-application-context',
]);

const product =
  /\b(?:Apache(?: Tomcat)?|nginx|openresty|Jetty|IIS|PHP|Werkzeug|gunicorn|JBoss|WildFly|Undertow)\/\d[\w.]*/;

/** How the answer lets a cache that many share keep it. */
function sharing({ answer, case: { wire, operation } }: Seen): string[] {
  const control = headerOf(answer?.headers ?? [], 'cache-control') ?? '';
  const isSaid = (directive: string): boolean => new RegExp(`(^|,)\\s*${directive}\\s*(,|$)`, 'i').test(control);
  const says = `Cache-Control is ${JSON.stringify(control)}`;
  if (isSaid('public') || isSaid('s-maxage="?0*[1-9]\\d*"?')) return [says];
  // What answers to other methods say of their age no cache looks at.
  const isKept = ['GET', 'HEAD'].includes(wire.method) && isSaid('max-age="?0*[1-9]\\d*"?');
  if (!isKept || ['private', 'no-store', 'no-cache'].some(isSaid)) return [];
  const vary = (headerOf(answer?.headers ?? [], 'vary') ?? '').toLowerCase().split(/\s*,\s*/);
  const isNamed = (name: string): boolean => name === 'authorization' || vary.includes(name);
  // Of keys that are sent together one tells, and where one of several is enough each must.
  const isTold =
    vary.includes('*') ||
    operation.security.every((together) => together.length === 0 || keyHeaders(together).some(isNamed));
  return isTold ? [] : [`${says}, and Vary does not name the header of the key`];
}

/** The headers in which keys go out. A key in Authorization makes caches careful; one in the query is in the name of what is kept. */
const keyHeaders = (together: Operation['security'][number]): string[] =>
  together.map(({ type, in: place, name = '' }) => {
    if (type !== 'apiKey' || place === 'query') return 'authorization';
    return place === 'cookie' ? 'cookie' : name.toLowerCase();
  });
