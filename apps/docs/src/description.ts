/** What the panel knows of the contract. The build writes it into the page. */
export interface Description {
  title: string;
  stamp: { version: string; hash: string };
  operations: OperationDescription[];
  /** What each result code means; `unlisted` is for any other. */
  retcodes: { codes: Record<string, Meaning>; unlisted: Meaning };
}

/** One operation, as the panel shows it. */
export interface OperationDescription {
  id: string;
  title: string;
  method: string;
  path: string;
  fields: Field[];
  /** The name of the header that carries the session; undefined where none does. */
  session?: string;
  /** The result code of a success, where there are result codes. */
  success?: string;
  /** What a success changes. */
  effects: string[];
  situations: Situation[];
}

/** One argument of an operation, and how it is asked for. */
export interface Field {
  name: string;
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
  /** Whether anything took effect. */
  outcome: string;
}
