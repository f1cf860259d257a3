import type { PartName } from './core/part-name.ts';
import type { Texts } from './texts.ts';

/** What the scripts know. The build writes it into the page. */
export interface PageData {
  /** From the page to the site's root. */
  base: string;
  /** Files that are loaded later. */
  files: Record<PartName, string>;
  texts: Texts;
  /** Words that lead to other words, for the search. */
  synonyms: Record<string, string>;
  contract: Description;
}

/** What the panel knows of the contract. */
export interface Description {
  stamp: { version: string; hash: string };
  operations: OperationDescription[];
  /** What each result code means, as pairs; `unlisted` is for any other. */
  retcodes: { codes: [string, Meaning][]; unlisted: Meaning };
}

/** One operation, as the panel shows it. */
export interface OperationDescription {
  id: string;
  /** The id of its section. */
  section: string;
  method: string;
  path: string;
  fields: Field[];
  /** The name of the header that carries the session; undefined where none does. */
  session?: string;
  /** The media type of its body; undefined where there is none. */
  mediaType?: string;
  /** How a success is told from a refusal: the status, the member of the body and its value. */
  success?: { status: number; member: string[]; equals: unknown };
  /** The environment variables that its samples read. */
  variables: { name: string; holds: string }[];
  /** The security schemes of its samples. */
  schemes: { scheme: string; type: string; in?: 'header' | 'query' | 'cookie'; name?: string }[];
  /** What a success changes. */
  effects: string[];
  situations: Situation[];
}

/** One argument of an operation, and how it is asked for. */
export interface Field {
  name: string;
  /** Its name on the wire, and where it stands there. */
  wire: string;
  place: 'path' | 'query' | 'header' | 'cookie' | 'body';
  /** It is the whole body. */
  whole: boolean;
  required: boolean;
  description: string;
  /** The form that the contract asks of it, in words. */
  form: string;
  /** Whether what is typed is read as JSON, where it is JSON. */
  json: boolean;
  /** The only values there are. */
  choices?: string[];
  /** As text, to begin with. */
  example: string;
}

/** An answer that the sandbox can be asked for, by its example's name. */
export interface Situation {
  name: string;
  summary: string;
  /** The header `Prefer` that asks for it. */
  prefer: string;
}

/** What a result code says, in words. */
export interface Meaning {
  meaning: string;
  action: string;
  /** Whether it helps to send again. */
  again: string;
  /** Did the operation take effect? */
  outcome: 'applied' | 'not-applied' | 'unknown';
  /** It is the session that is refused. */
  session: boolean;
}
