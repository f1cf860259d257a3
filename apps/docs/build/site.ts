import { readdir, readFile } from 'node:fs/promises';
import { contract, publishedText, titleOf } from '@cc-gateway/spec';
import { texts } from '../src/texts.ts';
import type { Assets } from './assets.ts';
import { callersText } from './callers.ts';
import { describeContract } from './describe.ts';
import { english, readLanguage, translated, type Language } from './language.ts';
import type { Context, Prose } from './page/context.ts';
import { documentHtml } from './page/document.ts';
import { idOf } from './page/ids.ts';
import { picturesOf } from './pictures/index.ts';
import { textsOf } from './texts.ts';
import { fillGuide, isPublished } from '@cc-gateway/spec';

const spec = new URL('../', new URL('./', import.meta.resolve('@cc-gateway/spec/openapi.yaml')));

/** A page of the site, in one language. */
export interface SitePage {
  /** Relative to the site's root. */
  file: string;
  html: string;
  /** What it leads to in its language, each by its file relative to the site's root; the first language's are downloads. */
  beside: [string, string][];
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
      const context = await contextOf(language, base, assets.files);
      const html = documentHtml(context, {
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
      const folder = folderOf(language);
      const own = folder === '' ? [] : [...textsOf(context)];
      const beside = own.map(([name, text]): [string, string] => [folder + name, text]);
      return { file: `${folder}index.html`, html, beside, unused: language.unused(), left: [...language.left] };
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
    const written = await read(`decisions/${name}`);
    if (!isPublished(written)) return [];
    const id = idOf(name.replace(/\.md$/, ''));
    const text = translated(publishedText(written), language);
    return [{ file: `decisions/${name}`, id, text, title: titleOf(text) ?? name }];
  });
  const callers = await callersText(language.t);
  return {
    contract,
    language,
    base,
    callers: { file: 'callers.md', id: 'callers', text: callers, title: titleOf(callers) ?? '' },
    placed: new Set(),
    assets,
    guides: await Promise.all(guides),
    decisions: (await Promise.all(decisions)).flat(),
    changes: { file: 'changes.md', id: 'changelog', text: translated(await read('changes.md'), language), title: '' },
    pictures: picturesOf(contract, language.maybe),
  };
}
