import type { Json, Server } from '@cc-gateway/openapi';
import type { Contract } from '@cc-gateway/spec';

const known = new WeakMap<Contract, RegExp[]>();

/** A path without the base path of one of the document's servers; undefined where it begins with none. */
export function belowServer(contract: Contract, path: string): string | undefined {
  let bases = known.get(contract);
  if (!bases) known.set(contract, (bases = basesOf(contract)));
  for (const base of bases) {
    const found = base.exec(path);
    if (found) return path.slice(found[0].length) || '/';
  }
  return undefined;
}

/** The base paths of the servers of a document's operations, the longest first. */
function basesOf({ operations }: Contract): RegExp[] {
  const servers = new Set(operations.flatMap((operation) => operation.servers ?? []));
  const sources = new Set([...servers].map(baseOf).filter((source) => source !== ''));
  return [...sources].toSorted((a, b) => b.length - a.length).map((source) => new RegExp(`^${source}(?=/|$)`));
}

/** The path of a server's address as the source of a regular expression; a variable stands for what it may be. */
function baseOf({ template, variables = {} }: Server): string {
  const path = template
    .replaceAll(/\{([^{}]*)\}/g, (part, name: string) => {
      const usual = String(variables[name]?.default ?? '');
      return usual.includes('/') ? usual : part;
    })
    .replace(/^[^/]*:(?=\/\/)/, '')
    .replace(/^\/\/[^/]*/, '')
    .replace(/[?#].*$/, '')
    .replace(/^\.?\/*(?=.)/, '/')
    .replace(/\/+$/, '');
  return path.replaceAll(/\{([^{}]*)\}|[^{}]+/g, (part, name: string | undefined) =>
    name === undefined ? escaped(part) : valuesOf(variables[name]),
  );
}

function valuesOf(variable: Json): string {
  const values: unknown[] = variable?.enum?.length > 0 ? variable.enum : [variable?.default].filter(Boolean);
  return values.length > 0 ? `(?:${values.map((value) => escaped(String(value))).join('|')})` : '[^/]+';
}

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
