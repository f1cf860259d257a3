import { tolerantSchema, type Content, type Json, type Operation, type SuccessRule } from '@cc-gateway/spec';
import { answerSchemaOf, bytesMark } from './direction.ts';
import { formOf, preferred, type Form } from './media.ts';
import { typesOf } from './writable.ts';

/** What a client takes for a success of one status. */
export interface Success {
  /** As the document writes it, `XX` in capitals. */
  status: string;
  /** The content that it is read in, its schema with what the contract tolerates; undefined where there is none. */
  content?: Content;
  form?: Form;
  success?: SuccessRule;
}

/** The documented successes of an operation; `default` is none where there are others. No answer to HEAD has content. */
export function answersOf({ answers, method }: Operation): Success[] {
  const named = answers.filter(({ status }) => /^2(\d\d|XX)$/i.test(status));
  return (named.length > 0 ? named : answers.filter(({ status }) => status === 'default')).map(
    ({ status, contents, success }) => {
      const content = method === 'HEAD' ? undefined : preferred(contents);
      if (!content) return { status: status.replace(/xx$/i, 'XX') };
      const form = formOf(content) === 'urlencoded' || formOf(content) === 'multipart' ? 'bytes' : formOf(content);
      return {
        status: status.replace(/xx$/i, 'XX'),
        content: { ...content, schema: schemaAs(form, tolerantSchema(answerSchemaOf(content.schema))) },
        form,
        ...(success && { success }),
      };
    },
  );
}

/** Text and bytes are not what a schema of another type says of them. */
function schemaAs(form: Form, schema: Json): Json {
  if (form === 'bytes') return { [bytesMark]: 'answer' };
  return form === 'text' && !typesOf(schema).every((type) => type === 'string') ? { type: 'string' } : schema;
}
