import { readFileSync, writeFileSync, readdirSync, mkdtempSync } from 'node:fs';
import { parse } from 'yaml';
type J = any;
let seed = Number(process.argv[2] ?? 1);
const per = Number(process.argv[3] ?? 3);
const rnd = () => {
  seed = (seed * 1664525 + 1013904223) % 2 ** 32;
  return seed / 2 ** 32;
};
const pick = <T,>(l: T[]): T | undefined => l[Math.floor(rnd() * l.length)];
const P = '/tmp/peers/';
const files: string[] = [];
const take = (dir: string, n: number, f = (x: string) => /\.(json|ya?ml)$/.test(x)) => {
  const l = readdirSync(dir)
    .filter(f)
    .map((x) => dir + '/' + x);
  for (let i = 0; i < n && l.length; i++) files.push(l.splice(Math.floor(rnd() * l.length), 1)[0]!);
};
take(P + 'Adyen+adyen-openapi/json', 20);
take(P + 'twilio+twilio-oai/spec/json', 22);
files.push(P + 'figma+rest-api-spec/openapi/openapi.yaml', P + 'plaid+plaid-openapi/2020-09-14.yml');
take(P + 'Asana+openapi/defs', 2);
const MET = ['get', 'put', 'post', 'delete', 'patch'];
const load = (f: string): J => {
  const t = readFileSync(f, 'utf8');
  try {
    return JSON.parse(t);
  } catch {
    return parse(t, { maxAliasCount: -1, logLevel: 'error' });
  }
};
const deref = (d: J, n: J): J => {
  let k = 0;
  while (n && typeof n.$ref === 'string' && k++ < 20) {
    n = n.$ref
      .slice(2)
      .split('/')
      .reduce((v: J, x: string) => v?.[x.replaceAll('~1', '/').replaceAll('~0', '~')], d);
  }
  return n;
};
interface Site {
  s: J;
  dir: 'request' | 'response';
  required?: boolean;
  owner?: J;
  name?: string;
  plain: boolean;
}
function survey(d: J) {
  const ops: { path: string; m: string; op: J; item: J }[] = [];
  for (const [path, item] of Object.entries<J>(d.paths ?? {}))
    for (const m of MET) if (item?.[m]) ops.push({ path, m, op: item[m], item });
  const sites = new Map<J, Site>();
  const dirs = new Map<J, Set<string>>();
  const walk = (n: J, dir: 'request' | 'response', plain: boolean, owner?: J, name?: string) => {
    const s = deref(d, n);
    if (!s || typeof s !== 'object') return;
    if (s.readOnly || s.writeOnly) return;
    const ds = dirs.get(s) ?? new Set();
    dirs.set(s, ds);
    if (ds.has(dir + plain)) return;
    ds.add(dir + plain);
    const known = sites.get(s);
    if (!known || (plain && !known.plain)) sites.set(s, { s, dir, owner, name: name!, plain });
    for (const [k, v] of Object.entries<J>(s.properties ?? {})) walk(v, dir, plain, s, k);
    if (s.items && !Array.isArray(s.items)) walk(s.items, dir, plain);
    if (s.additionalProperties && typeof s.additionalProperties === 'object') walk(s.additionalProperties, dir, plain);
    for (const k of ['allOf']) for (const v of s[k] ?? []) walk(v, dir, false);
    for (const k of ['anyOf', 'oneOf']) for (const v of s[k] ?? []) walk(v, dir, false);
  };
  const bodies: J[] = [],
    resps: { r: J; op: J; st: string }[] = [],
    params: { p: J; op: J }[] = [];
  for (const o of ops) {
    const b = deref(d, o.op.requestBody);
    if (b?.content) {
      bodies.push({ b, op: o.op });
      for (const [mt, c] of Object.entries<J>(b.content))
        if (c.schema && /json|form/.test(mt)) walk(c.schema, 'request', true);
    }
    for (const [st, r0] of Object.entries<J>(o.op.responses ?? {})) {
      const r = deref(d, r0);
      if (!r) continue;
      resps.push({ r, op: o.op, st });
      for (const c of Object.values<J>(r.content ?? {})) if (c.schema) walk(c.schema, 'response', true);
    }
    for (const p0 of [...(o.op.parameters ?? []), ...(o.item.parameters ?? [])]) {
      const p = deref(d, p0);
      if (p?.schema && !/^(accept|content-type|authorization)$/i.test(p.name)) {
        params.push({ p, op: o.op });
      }
    }
  }
  const all = [...sites.values()];
  const only = (dir: string) =>
    all.filter((x) => x.dir === dir && x.plain && [...dirs.get(x.s)!].every((k) => k.startsWith(dir)));
  return {
    ops,
    bodies,
    resps,
    params,
    req: all.filter((x) => x.dir === 'request' && x.plain),
    res: all.filter((x) => x.dir === 'response' && x.plain),
    reqOnly: only('request'),
    resOnly: only('response'),
  };
}
type V = ReturnType<typeof survey>;
const isT = (s: J, t: string) => s.type === t && !s.enum && s.const === undefined;
const str = (l: Site[]) =>
  l.filter((x) => isT(x.s, 'string') && !x.s.format && !x.s.pattern && x.s.maxLength === undefined && !x.s.minLength);
const num = (l: Site[]) =>
  l.filter(
    (x) =>
      (isT(x.s, 'integer') || isT(x.s, 'number')) &&
      x.s.minimum === undefined &&
      x.s.maximum === undefined &&
      x.s.exclusiveMinimum === undefined,
  );
const obj = (l: Site[]) =>
  l.filter((x) => x.s.properties && Object.keys(x.s.properties).length > 0 && !x.s.allOf && !x.s.oneOf && !x.s.anyOf);
const arr = (l: Site[]) => l.filter((x) => isT(x.s, 'array') && x.s.items);
const ren = (o: J, f: (k: string) => string) => Object.fromEntries(Object.entries(o).map(([k, v]) => [f(k), v]));
const enm = (l: Site[]) =>
  l.filter((x) => x.s.enum?.length > 1 && x.s.enum.every((e: J) => typeof e === 'string') && x.s.type === 'string');
// each: returns true when done
const breaking: Record<string, (d: J, v: V) => boolean> = {
  'operation removed': (d, v) => {
    const o = pick(v.ops);
    if (!o) return false;
    delete d.paths[o.path][o.m];
    return true;
  },
  'path removed': (d, v) => {
    const o = pick(v.ops);
    if (!o) return false;
    delete d.paths[o.path];
    return true;
  },
  'required query param added': (d, v) => {
    const o = pick(v.ops);
    if (!o) return false;
    (o.op.parameters ??= []).push({ name: 'zz-new', in: 'query', required: true, schema: { type: 'string' } });
    return true;
  },
  'param becomes required': (d, v) => {
    const p = pick(v.params.filter((x) => !x.p.required));
    if (!p) return false;
    p.p.required = true;
    return true;
  },
  'param removed': (d, v) => {
    const o = pick(v.ops.filter((x) => x.op.parameters?.some((p: J) => deref(d, p)?.in === 'query')));
    if (!o) return false;
    const i = o.op.parameters.findIndex((p: J) => deref(d, p).in === 'query');
    o.op.parameters.splice(i, 1);
    return true;
  },
  'param type string to integer': (d, v) => {
    const p = pick(v.params.filter((x) => isT(x.p.schema, 'string') && x.p.in === 'query'));
    if (!p) return false;
    p.p.schema.type = 'integer';
    delete p.p.schema.format;
    delete p.p.schema.pattern;
    return true;
  },
  'param enum added': (d, v) => {
    const p = pick(v.params.filter((x) => isT(x.p.schema, 'string') && x.p.in === 'query' && !x.p.schema.format));
    if (!p) return false;
    p.p.schema.enum = ['one', 'two'];
    return true;
  },
  'request enum loses value': (d, v) => {
    const x = pick(enm(v.req));
    if (!x) return false;
    x.s.enum = x.s.enum.slice(1);
    return true;
  },
  'request enum added': (d, v) => {
    const x = pick(str(v.req));
    if (!x) return false;
    x.s.enum = ['one', 'two'];
    return true;
  },
  'request maxLength added': (d, v) => {
    const x = pick(str(v.req));
    if (!x) return false;
    x.s.maxLength = 3;
    return true;
  },
  'request minLength added': (d, v) => {
    const x = pick(str(v.req));
    if (!x) return false;
    x.s.minLength = 2;
    return true;
  },
  'request pattern added': (d, v) => {
    const x = pick(str(v.req));
    if (!x) return false;
    x.s.pattern = '^[a-z]+$';
    return true;
  },
  'request format added': (d, v) => {
    const x = pick(str(v.req));
    if (!x) return false;
    x.s.format = 'uuid';
    return true;
  },
  'request minimum added': (d, v) => {
    const x = pick(num(v.req));
    if (!x) return false;
    x.s.minimum = 5;
    return true;
  },
  'request maximum added': (d, v) => {
    const x = pick(num(v.req));
    if (!x) return false;
    x.s.maximum = 5;
    return true;
  },
  'request multipleOf added': (d, v) => {
    const x = pick(num(v.req));
    if (!x) return false;
    x.s.multipleOf = 7;
    return true;
  },
  'request type string to number': (d, v) => {
    const x = pick(str(v.req));
    if (!x) return false;
    x.s.type = 'number';
    return true;
  },
  'request number to integer': (d, v) => {
    const x = pick(v.req.filter((y) => isT(y.s, 'number')));
    if (!x) return false;
    x.s.type = 'integer';
    delete x.s.format;
    return true;
  },
  'request member becomes required': (d, v) => {
    const x = pick(
      obj(v.req).filter((y) =>
        Object.keys(y.s.properties).some((k) => !y.s.required?.includes(k) && !deref(d, y.s.properties[k])?.readOnly),
      ),
    );
    if (!x) return false;
    const k = Object.keys(x.s.properties).find(
      (n) => !x.s.required?.includes(n) && !deref(d, x.s.properties[n])?.readOnly,
    )!;
    x.s.required = [...(x.s.required ?? []), k];
    return true;
  },
  'request required member added': (d, v) => {
    const x = pick(obj(v.req));
    if (!x) return false;
    x.s.properties['zz_new'] = { type: 'string' };
    x.s.required = [...(x.s.required ?? []), 'zz_new'];
    return true;
  },
  'request member removed': (d, v) => {
    const x = pick(
      obj(v.req).filter((y) => Object.keys(y.s.properties).some((k) => !deref(d, y.s.properties[k])?.readOnly)),
    );
    if (!x) return false;
    const k = Object.keys(x.s.properties).find((n) => !deref(d, x.s.properties[n])?.readOnly)!;
    delete x.s.properties[k];
    if (x.s.required) {
      x.s.required = x.s.required.filter((r: string) => r !== k);
      if (!x.s.required.length) delete x.s.required;
    }
    return true;
  },
  'request closed': (d, v) => {
    const x = pick(obj(v.req).filter((y) => y.s.additionalProperties === undefined));
    if (!x) return false;
    x.s.additionalProperties = false;
    return true;
  },
  'request minItems added': (d, v) => {
    const x = pick(arr(v.req).filter((y) => !y.s.minItems));
    if (!x) return false;
    x.s.minItems = 1;
    return true;
  },
  'request maxItems added': (d, v) => {
    const x = pick(arr(v.req).filter((y) => y.s.maxItems === undefined));
    if (!x) return false;
    x.s.maxItems = Math.max(2, (x.s.minItems ?? 0) + 1);
    return true;
  },
  'request uniqueItems added': (d, v) => {
    const x = pick(arr(v.req).filter((y) => !y.s.uniqueItems && deref(d, y.s.items)?.type && (y.s.maxItems ?? 9) > 1));
    if (!x) return false;
    x.s.uniqueItems = true;
    return true;
  },
  'request not nullable': (d, v) => {
    const x = pick(v.req.filter((y) => y.s.nullable === true && y.s.type));
    if (!x) return false;
    delete x.s.nullable;
    return true;
  },
  'body becomes required': (d, v) => {
    const x = pick(v.bodies.filter((y) => !y.b.required));
    if (!x) return false;
    x.b.required = true;
    return true;
  },
  'body media type changed': (d, v) => {
    const x = pick(v.bodies);
    if (!x) return false;
    x.b.content = ren(x.b.content, () => 'application/vnd.other+json');
    return true;
  },
  'answer member removed': (d, v) => {
    const x = pick(obj(v.res));
    if (!x) return false;
    const k = pick(Object.keys(x.s.properties).filter((n) => !deref(d, x.s.properties[n])?.writeOnly));
    if (!k) return false;
    delete x.s.properties[k];
    if (x.s.required) {
      x.s.required = x.s.required.filter((r: string) => r !== k);
      if (!x.s.required.length) delete x.s.required;
    }
    return true;
  },
  'answer member optional': (d, v) => {
    const x = pick(
      obj(v.res).filter((y) =>
        y.s.required?.some((k: string) => y.s.properties[k] && !deref(d, y.s.properties[k]).writeOnly),
      ),
    );
    if (!x) return false;
    const k = x.s.required.find((n: string) => x.s.properties[n] && !deref(d, x.s.properties[n]).writeOnly);
    x.s.required = x.s.required.filter((n: string) => n !== k);
    if (!x.s.required.length) delete x.s.required;
    return true;
  },
  'answer enum gains value': (d, v) => {
    const x = pick(enm(v.res));
    if (!x) return false;
    x.s.enum = [...x.s.enum, 'zz-new'];
    return true;
  },
  'answer type changed': (d, v) => {
    const x = pick(str(v.res));
    if (!x) return false;
    x.s.type = 'integer';
    return true;
  },
  'answer integer to number': (d, v) => {
    const x = pick(v.res.filter((y) => isT(y.s, 'integer')));
    if (!x) return false;
    x.s.type = 'number';
    delete x.s.format;
    return true;
  },
  'answer nullable': (d, v) => {
    const x = pick(v.res.filter((y) => typeof y.s.type === 'string' && !y.s.nullable && !y.s.enum));
    if (!x) return false;
    if (String(d.openapi).startsWith('3.0')) x.s.nullable = true;
    else x.s.type = [x.s.type, 'null'];
    return true;
  },
  'answer maxLength lifted': (d, v) => {
    const x = pick(
      v.res.filter((y) => isT(y.s, 'string') && y.s.maxLength !== undefined && !y.s.pattern && !y.s.format),
    );
    if (!x) return false;
    delete x.s.maxLength;
    return true;
  },
  'answer status removed': (d, v) => {
    const x = pick(
      v.ops.filter(
        (y) =>
          Object.keys(y.op.responses ?? {}).length > 1 &&
          Object.keys(y.op.responses).some((s) => /^2/.test(s)) &&
          !y.op.responses.default,
      ),
    );
    if (!x) return false;
    delete x.op.responses[Object.keys(x.op.responses).find((s) => /^2/.test(s))!];
    return true;
  },
  'answer media type changed': (d, v) => {
    const x = pick(v.resps.filter((y) => y.r.content && /^2/.test(y.st)));
    if (!x) return false;
    x.r.content = ren(x.r.content, () => 'text/other');
    return true;
  },
  'answer header removed': (d, v) => {
    const x = pick(v.resps.filter((y) => y.r.headers && Object.keys(y.r.headers).length));
    if (!x) return false;
    delete x.r.headers;
    return true;
  },
  'auth required': (d, v) => {
    const x = pick(v.ops);
    if (!x) return false;
    (d.components.securitySchemes ??= {}).zzKey = { type: 'apiKey', in: 'header', name: 'ZZ-Key' };
    const now = x.op.security ?? d.security ?? [];
    x.op.security = now.length ? now.map((s: J) => ({ ...s, zzKey: [] })) : [{ zzKey: [] }];
    return true;
  },
  'server removed': (d) => {
    if (!(d.servers?.length > 0)) return false;
    d.servers = [{ url: 'https://zz.example/v9' }];
    return true;
  },
  'operationId changed': (d, v) => {
    const x = pick(v.ops.filter((y) => y.op.operationId));
    if (!x) return false;
    x.op.operationId += 'ZZ';
    return true;
  },
  'default changed': (d, v) => {
    const p = pick(
      v.params.filter(
        (x) => x.p.schema.default !== undefined && !x.p.required && typeof x.p.schema.default === 'number',
      ),
    );
    if (!p) return false;
    p.p.schema.default += 1;
    return true;
  },
  'style changed': (d, v) => {
    const p = pick(v.params.filter((x) => x.p.schema.type === 'array' && x.p.in === 'query'));
    if (!p) return false;
    if (p.p.explode === false) p.p.explode = true;
    else p.p.explode = false;
    return true;
  },
  'one param renamed': (d, v) => {
    const o = pick(v.params.filter((x) => x.p.in === 'query'));
    if (!o) return false;
    o.p.name += 'ZZ';
    return true;
  },
};
const shuffle = (o: J): J =>
  Array.isArray(o)
    ? o.map(shuffle)
    : o && typeof o === 'object'
      ? Object.fromEntries(
          Object.entries(o)
            .toReversed()
            .map(([k, v]) => [k, shuffle(v)]),
        )
      : o;
const harmless: Record<string, (d: J, v: V) => boolean | J> = {
  same: () => true,
  'keys in another order': (d) => shuffle(d),
  'operation added': (d) => {
    d.paths['/zz/new'] = { get: { operationId: 'zzNew', responses: { 200: { description: 'x' } } } };
    return true;
  },
  'optional param added': (d, v) => {
    const o = pick(v.ops);
    if (!o) return false;
    (o.op.parameters ??= []).push({ name: 'zz-new', in: 'query', schema: { type: 'string' } });
    return true;
  },
  'param becomes optional': (d, v) => {
    const p = pick(v.params.filter((x) => x.p.required && x.p.in !== 'path'));
    if (!p) return false;
    p.p.required = false;
    return true;
  },
  'descriptions changed': (d, v) => {
    for (const o of v.ops) o.op.description = 'Other words.';
    for (const x of [...v.req, ...v.res]) if (x.s.description) x.s.description += ' More.';
    return true;
  },
  'examples changed': (d, v) => {
    for (const x of [...v.req, ...v.res]) if (x.s.example !== undefined) delete x.s.example;
    for (const r of v.resps)
      for (const c of Object.values<J>(r.r.content ?? {})) {
        c.examples = { zz: { value: {} } };
        delete c.example;
      }
    return true;
  },
  'schema inlined': (d) => {
    const names = Object.keys(d.components?.schemas ?? {});
    const t = JSON.stringify(d);
    const simple = names.filter(
      (n) =>
        !JSON.stringify(d.components.schemas[n]).includes('$ref') &&
        t.includes(`"#/components/schemas/${n}"`) &&
        !t.includes(`"#/components/schemas/${n}/`) &&
        !new RegExp(`mapping[^}]*schemas/${n}"`).test(t),
    );
    const n = pick(simple);
    if (!n) return false;
    return JSON.parse(
      t.replaceAll(
        JSON.stringify({ $ref: `#/components/schemas/${n}` }),
        JSON.stringify(d.components.schemas[n]).replaceAll('$', '$$$$'),
      ),
    );
  },
  'schema extracted': (d, v) => {
    const x = pick(obj(v.req.concat(v.res)).filter((y) => y.owner && y.owner.properties[y.name!] === y.s));
    if (!x) return false;
    d.components.schemas.ZZExtracted = structuredClone(x.s);
    x.owner.properties[x.name!] = { $ref: '#/components/schemas/ZZExtracted' };
    return true;
  },
  'schema renamed': (d) => {
    const t = JSON.stringify(d);
    const n = pick(
      Object.keys(d.components?.schemas ?? {}).filter((k) => /^\w+$/.test(k) && !t.includes('"discriminator"')),
    );
    if (!n) return false;
    const c = JSON.parse(t.replaceAll(`"#/components/schemas/${n}"`, `"#/components/schemas/ZZ${n}"`));
    c.components.schemas['ZZ' + n] = c.components.schemas[n];
    delete c.components.schemas[n];
    return c;
  },
  'allOf around': (d, v) => {
    const x = pick(v.req.concat(v.res).filter((y) => y.owner && y.owner.properties[y.name!] === y.s && y.s.type));
    if (!x) return false;
    x.owner.properties[x.name!] = { allOf: [x.s] };
    return true;
  },
  'allOf split': (d, v) => {
    const x = pick(
      obj(v.req.concat(v.res)).filter(
        (y) =>
          y.s.additionalProperties === undefined &&
          Object.keys(y.s.properties).length > 1 &&
          y.s.type === 'object' &&
          !y.s.discriminator &&
          !y.s.nullable,
      ),
    );
    if (!x) return false;
    const { properties, required, ...rest } = x.s;
    for (const k of Object.keys(x.s)) delete x.s[k];
    const [f, ...more] = Object.keys(properties);
    x.s.allOf = [
      { ...rest, properties: { [f!]: properties[f!] } },
      {
        type: 'object',
        properties: Object.fromEntries(more.map((k) => [k, properties[k]])),
        ...(required && { required }),
      },
    ];
    return true;
  },
  'request enum gains value': (d, v) => {
    const x = pick(enm(v.reqOnly));
    if (!x) return false;
    x.s.enum = [...x.s.enum, 'zz-new'];
    return true;
  },
  'request member added': (d, v) => {
    const x = pick(obj(v.reqOnly));
    if (!x) return false;
    x.s.properties.zz_new = { type: 'string' };
    return true;
  },
  'request member optional': (d, v) => {
    const x = pick(obj(v.reqOnly).filter((y) => y.s.required?.length));
    if (!x) return false;
    delete x.s.required;
    return true;
  },
  'request bound lifted': (d, v) => {
    const x = pick(v.reqOnly.filter((y) => isT(y.s, 'string') && y.s.maxLength !== undefined));
    if (!x) return false;
    delete x.s.maxLength;
    return true;
  },
  'request minimum lowered': (d, v) => {
    const x = pick(v.reqOnly.filter((y) => isT(y.s, 'integer') && typeof y.s.minimum === 'number'));
    if (!x) return false;
    x.s.minimum -= 1;
    return true;
  },
  'request pattern lifted': (d, v) => {
    const x = pick(v.reqOnly.filter((y) => y.s.pattern));
    if (!x) return false;
    delete x.s.pattern;
    return true;
  },
  'request nullable': (d, v) => {
    const x = pick(v.reqOnly.filter((y) => typeof y.s.type === 'string' && !y.s.nullable && !y.s.enum));
    if (!x) return false;
    if (String(d.openapi).startsWith('3.0')) x.s.nullable = true;
    else x.s.type = [x.s.type, 'null'];
    return true;
  },
  'answer member added': (d, v) => {
    const x = pick(obj(v.resOnly).filter((y) => y.s.additionalProperties !== false));
    if (!x) return false;
    x.s.properties.zz_new = { type: 'string' };
    return true;
  },
  'answer member required': (d, v) => {
    const x = pick(obj(v.resOnly));
    if (!x) return false;
    x.s.required = Object.keys(x.s.properties);
    return true;
  },
  'answer enum loses value': (d, v) => {
    const x = pick(enm(v.resOnly));
    if (!x) return false;
    x.s.enum = x.s.enum.slice(1);
    return true;
  },
  'answer bound added': (d, v) => {
    const x = pick(str(v.resOnly));
    if (!x) return false;
    x.s.maxLength = 500;
    return true;
  },
  'answer status added': (d, v) => {
    const x = pick(v.ops);
    if (!x) return false;
    x.op.responses['429'] ??= { description: 'Too many.' };
    return true;
  },
  'header added': (d, v) => {
    const x = pick(v.resps);
    if (!x) return false;
    (x.r.headers ??= {})['ZZ-New'] = { schema: { type: 'string' } };
    return true;
  },
  'params on the path': (d, v) => {
    const x = pick(
      v.ops.filter(
        (y) =>
          Object.keys(y.item).filter((k) => MET.includes(k)).length === 1 &&
          y.op.parameters?.length &&
          !y.item.parameters,
      ),
    );
    if (!x) return false;
    x.item.parameters = x.op.parameters;
    delete x.op.parameters;
    return true;
  },
  'unused schema added': (d) => {
    ((d.components ??= {}).schemas ??= {}).ZZUnused = { type: 'object' };
    return true;
  },
  'extension added': (d, v) => {
    for (const o of v.ops) o.op['x-zz'] = true;
    return true;
  },
  'tags changed': (d, v) => {
    for (const o of v.ops) o.op.tags = ['zz'];
    return true;
  },
  'enum in another order': (d, v) => {
    let n = 0;
    for (const x of v.req.concat(v.res))
      if (x.s.enum) {
        x.s.enum = x.s.enum.toReversed();
        n++;
      }
    return n > 0;
  },
  'required in another order': (d, v) => {
    let n = 0;
    for (const x of v.req.concat(v.res))
      if (x.s.required?.length > 1) {
        x.s.required = x.s.required.toReversed();
        n++;
      }
    return n > 0;
  },
  'neutral keywords': (d, v) => {
    for (const x of v.req.concat(v.res)) {
      if (x.s.type === 'string' && x.s.minLength === undefined) x.s.minLength = 0;
      if (x.s.type === 'array' && x.s.minItems === undefined) x.s.minItems = 0;
      if (x.s.type === 'object' && x.s.additionalProperties === undefined && x.plain && !x.s.allOf)
        x.s.additionalProperties = true;
    }
    return true;
  },
  'path param renamed': (d, v) => {
    const o = pick(
      v.ops.filter(
        (x) =>
          /\{\w+\}/.test(x.path) &&
          !JSON.stringify(x.item).includes('$ref":"#/components/parameters') &&
          !JSON.stringify(x.item).includes('links'),
      ),
    );
    if (!o) return false;
    const n = /\{(\w+)\}/.exec(o.path)![1]!;
    const t = JSON.parse(JSON.stringify(o.item));
    let ok = false;
    for (const m of [t, ...MET.map((k) => t[k]).filter(Boolean)])
      for (const p of m.parameters ?? [])
        if (p.in === 'path' && p.name === n) {
          p.name = 'zz' + n;
          ok = true;
        }
    if (!ok) return false;
    delete d.paths[o.path];
    d.paths[o.path.replace(`{${n}}`, `{zz${n}}`)] = t;
    return true;
  },
  'server added': (d) => {
    if (!d.servers) return false;
    d.servers.push({ url: 'https://zz.example/v9' });
    return true;
  },
  'oneOf around': (d, v) => {
    const x = pick(
      v.req.concat(v.res).filter((y) => y.owner && y.owner.properties[y.name!] === y.s && y.s.type && !y.s.nullable),
    );
    if (!x) return false;
    x.owner.properties[x.name!] = { oneOf: [x.s] };
    return true;
  },
  deprecated: (d, v) => {
    const o = pick(v.ops);
    if (!o) return false;
    o.op.deprecated = true;
    return true;
  },
  'summary and title': (d) => {
    d.info.title += '!';
    return true;
  },
  'oauth alternative added': (d, v) => {
    const x = pick(v.ops.filter((y) => (y.op.security ?? d.security)?.length));
    if (!x) return false;
    (d.components.securitySchemes ??= {}).zzKey = { type: 'apiKey', in: 'header', name: 'ZZ-Key' };
    x.op.security = [...(x.op.security ?? d.security), { zzKey: [] }];
    return true;
  },
  'request ints wider format': (d, v) => {
    const x = pick(v.reqOnly.filter((y) => isT(y.s, 'integer') && y.s.format === 'int32'));
    if (!x) return false;
    x.s.format = 'int64';
    return true;
  },
  'query integer to string': (d, v) => {
    const p = pick(v.params.filter((x) => isT(x.p.schema, 'integer') && x.p.in === 'query' && !x.p.schema.$ref));
    if (!p) return false;
    for (const k of Object.keys(p.p.schema)) if (k !== 'description') delete p.p.schema[k];
    p.p.schema.type = 'string';
    return true;
  },
};
import { diff } from '/work/gate/packages/contract/src/diff/diff.ts';
const only = process.argv[4];
const tally: any = { caught: 0, missed: 0, silent: 0, alarm: 0, quiet: 0, crash: 0 };
const kinds: any = {};
let slow = 0,
  cpu = 0,
  count = 0;
for (const f of files) {
  const base = load(f);
  if (!String(base.openapi).startsWith('3.') || !base.paths) continue;
  const list: [string, string, any][] = [
    ...Object.entries(breaking).map(([k, m]) => ['break', k, m] as [string, string, any]),
    ...Object.entries(harmless).map(([k, m]) => ['ok', k, m] as [string, string, any]),
  ].filter((x) => !only || x[1] === only) as any;
  writeFileSync('/tmp/m-a.json', JSON.stringify(base, null, 1));
  const text = JSON.stringify(base);
  for (let n = 0; n < per; n++)
    for (const b of ['break', 'ok']) {
      for (let t = 0; t < 8; t++) {
        const p = pick(list.filter((x) => x[0] === b));
        if (!p) break;
        const [expect, kind, m] = p;
        const d = JSON.parse(text);
        const r = m(d, survey(d));
        if (r === false) continue;
        const rev = r === true ? d : r;
        if (JSON.stringify(rev) === text && kind !== 'same') continue;
        writeFileSync('/tmp/m-b.json', JSON.stringify(rev, null, 1));
        const c0 = process.cpuUsage();
        let v = '',
          found: any;
        try {
          found = await diff('/tmp/m-a.json', '/tmp/m-b.json', { versionScheme: 'none' });
        } catch (e) {
          v = 'crash';
          console.log('CRASH', kind, f, (e as Error).stack?.split('\n').slice(0, 4).join('\n'));
          found = { changes: [] };
        }
        const c = process.cpuUsage(c0);
        const s = (c.user + c.system) / 1e6;
        cpu += s;
        count += 1;
        if (s > slow) {
          slow = s;
          if (s > 2) console.log('SLOW', s, kind, f);
        }
        const major = found.level === 'major';
        v ||=
          expect === 'break'
            ? major
              ? 'caught'
              : found.changes.length
                ? 'missed'
                : 'silent'
            : major
              ? 'alarm'
              : 'quiet';
        tally[v] += 1;
        (kinds[kind] ??= {})[v] = (kinds[kind][v] ?? 0) + 1;
        if (['missed', 'silent', 'alarm', 'crash'].includes(v)) {
          console.log(v.toUpperCase(), kind, '@', f.split('/').at(-1));
          for (const x of found.changes.filter((y: any) => v !== 'alarm' || y.level === 'major').slice(0, 3))
            console.log('    ', x.level, x.verdict, x.message.slice(0, 200), x.reason ?? '', x.pointer);
          const id = v + '-' + kind.replaceAll(' ', '_');
          writeFileSync(`/tmp/mut/${id}-a.json`, JSON.stringify(base, null, 1));
          writeFileSync(`/tmp/mut/${id}-b.json`, JSON.stringify(rev, null, 1));
        }
        break;
      }
    }
}
console.log(JSON.stringify(tally), 'cpu', cpu.toFixed(1), 'of', count, 'slowest', slow.toFixed(2));
console.log(
  Object.keys(kinds).length,
  'kinds; untested:',
  [...Object.keys(breaking), ...Object.keys(harmless)].filter((k) => !kinds[k]).join(', '),
);
