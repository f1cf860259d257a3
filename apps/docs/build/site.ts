import { readdir, readFile } from 'node:fs/promises';
import { contract, publishedText, titleOf } from '@cc-gateway/spec';
import { texts } from '../src/texts.ts';
import type { Assets } from './assets.ts';
import { describeContract } from './describe.ts';
import { english, readLanguage, translated, type Language } from './language.ts';
import type { Context, Prose } from './page/context.ts';
import { documentHtml } from './page/document.ts';
import { idOf } from './page/ids.ts';
import { picturesOf } from './pictures/index.ts';
import { fillGuide, isPublished } from '@cc-gateway/spec';

const spec = new URL('../', new URL('./', import.meta.resolve('@cc-gateway/spec/openapi.yaml')));

/** A page of the site, in one language. */
export interface SitePage {
  /** Relative to the site's root. */
  file: string;
  html: string;
  /** Texts of its language that nothing asks for. */
  unused: string[];
  /** What the contract says and that language does not. */
  left: string[];
}

/** The page in every language: in the one that it is written in at the root, each other in a folder of its own. */
export async function sitePages(assets: Assets): Promise<SitePage[]> {
  const folder = new URL('languages/', spec);
  const files = (await readdir(folder)).filter((name) => name.endsWith('.yaml')).toSorted();
  const languages = [english, ...(await Promise.all(files.map((name) => readLanguage(new URL(name, folder)))))];
  const folderOf = ({ code }: Language): string => (code === english.code ? '' : `${code}/`);
  return Promise.all(
    languages.map(async (language) => {
      const base = folderOf(language) === '' ? '' : '../';
      const html = documentHtml(await contextOf(language, base, assets.files), {
        ...assets,
        data: {
          files: assets.files,
          texts: Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, language.t(text)])),
          synonyms: await synonymsOf(),
          contract: describeContract(contract, language),
        },
        others: languages
          .filter((other) => other !== language)
          .map((other) => ({ language: other, href: `${base}${folderOf(other)}index.html` })),
      });
      if (language.missing.size > 0) {
        throw new Error(
          `${language.name} lacks ${language.missing.size} texts, expected all in spec/languages/${language.code}.yaml:\n${[...language.missing].join('\n')}`,
        );
      }
      return { file: `${folderOf(language)}index.html`, html, unused: language.unused(), left: [...language.left] };
    }),
  );
}

async function synonymsOf(): Promise<Record<string, string>> {
  const { parse } = await import('yaml');
  return parse(await readFile(new URL('languages/synonyms.yml', spec), 'utf8')) as Record<string, string>;
}

async function contextOf(language: Language, base: string, assets: Record<string, string>): Promise<Context> {
  const read = (file: string): Promise<string> => readFile(new URL(file, spec), 'utf8');
  const guides = (await readdir(new URL('guides/', spec))).toSorted().map(async (name): Promise<Prose> => {
    const written = await read(`guides/${name}`);
    const id = name.replace(/^\d+-/, '').replace(/\.md$/, '');
    const text = fillGuide(contract, translated(written, language), language.maybe);
    return { file: `guides/${name}`, id, text, title: titleOf(text) ?? name };
  });
  const decisions = (await readdir(new URL('decisions/', spec))).toSorted().map(async (name): Promise<Prose[]> => {
    const text = await read(`decisions/${name}`);
    const id = idOf(name.replace(/\.md$/, ''));
    const page = { file: `decisions/${name}`, id, text: publishedText(text), title: titleOf(text) ?? name };
    return isPublished(text) ? [page] : [];
  });
  const changelog = await read('CHANGELOG.md');
  return {
    contract,
    language,
    base,
    placed: new Set(),
    assets,
    guides: await Promise.all(guides),
    decisions: (await Promise.all(decisions)).flat(),
    changelog: { file: 'CHANGELOG.md', id: 'changelog', text: changelog, title: 'Changelog' },
    pictures: picturesOf(contract, language.maybe),
  };
}
