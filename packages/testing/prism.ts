import { createInstance, getHttpOperationsFromSpec } from '@stoplight/prism-http';

/** A request that was written. */
interface Written {
  target: string;
  headers: Record<string, string>;
  body?: string | Uint8Array;
}

/** Whether Prism reads a request as one that keeps the document. */
export type Reads = (request: Written, method: string) => Promise<boolean>;

/** Prism over an OpenAPI document. What it cannot read it refuses, or throws at. */
export async function prismOf(document: object): Promise<Reads> {
  const resources = await getHttpOperationsFromSpec(structuredClone(document));
  // The default of OpenAPI, which prism-cli puts in as it prints the paths.
  for (const parameter of resources.flatMap(({ request }) => request?.query ?? [])) {
    if ((parameter.style as string) === 'form') parameter.explode ??= true;
  }
  const quiet = (): void => {};
  const levels = ['trace', 'debug', 'info', 'success', 'warn', 'error', 'fatal'];
  const logger = Object.assign(Object.fromEntries(levels.map((level) => [level, quiet])), {
    child: () => logger,
  }) as never;
  const config = {
    isProxy: false,
    checkSecurity: true,
    validateRequest: true,
    validateResponse: false,
    errors: false,
    upstreamProxy: undefined,
    mock: { dynamic: false },
  } as const;
  const prism = createInstance(config, { logger });

  return async ({ target, headers, body }, method) => {
    const { pathname, searchParams } = new URL(target, 'http://prism.example');
    const query = Object.fromEntries(
      [...new Set(searchParams.keys())].map((name) => {
        const values = searchParams.getAll(name);
        return [name, values.length === 1 ? values[0]! : values];
      }),
    );
    const named = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]);
    const isJson = /json/.test(headers['Content-Type'] ?? '');
    const input = {
      method: method.toLowerCase() as 'get',
      url: { path: pathname, query },
      headers: Object.fromEntries(named) as Record<string, string>,
      body: isJson ? (JSON.parse(body as string) as unknown) : body,
    };
    try {
      const result = await prism.request(input, resources, config)();
      return result._tag === 'Right' && result.right.validations.input.length === 0;
    } catch {
      return false;
    }
  };
}
