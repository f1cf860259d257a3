import { DocumentError } from '../error.ts';
import type { Json } from '../json.ts';
import type { SecurityScheme } from '../operation.ts';
import { extensionsIn, pick } from '../pick.ts';
import { pointerTo } from '../pointer.ts';

/** The alternatives of security of an operation at `keys`. Throws DocumentError where they are no list. */
export function readSecurity(document: Json, requirements: Json, keys: string[]): SecurityScheme[][] {
  const schemes = Object(document.components?.securitySchemes);
  if (!Array.isArray(requirements)) {
    throw new DocumentError(`${pointerTo(...keys)}: security is ${JSON.stringify(requirements)}, expected a list.`);
  }
  return requirements.map((requirement: Json) =>
    Object.keys(Object(requirement)).map((scheme) => {
      const source = Object.hasOwn(schemes, scheme) ? Object(schemes[scheme]) : {};
      const httpScheme = source.type === 'http' && String(source.scheme).toLowerCase();
      return {
        scheme,
        type: source.type,
        ...(httpScheme && { httpScheme }),
        ...pick(source, 'in', 'name', 'description'),
        ...extensionsIn(source),
      };
    }),
  );
}
