import { pageData } from '../data.ts';
import type { PartName } from './part-name.ts';
import { parts, type Parts } from './parts.ts';

const loading = new Map<PartName, Promise<void>>();

/** A part of the page's scripts, loaded once. Rejects where it cannot be had. */
export async function load<const Name extends PartName>(name: Name): Promise<Parts[Name]> {
  if (!parts[name]) await loaded(name);
  return parts[name]!;
}

function loaded(name: PartName): Promise<void> {
  const known = loading.get(name);
  if (known) return known;
  const done = new Promise<void>((resolve, reject) => {
    const script = document.createElement('script');
    script.src = pageData.base + pageData.files[name];
    script.addEventListener('load', () => resolve());
    script.addEventListener('error', () => {
      loading.delete(name);
      reject(new Error(`${script.src} cannot be loaded.`));
    });
    document.head.append(script);
  });
  loading.set(name, done);
  return done;
}
