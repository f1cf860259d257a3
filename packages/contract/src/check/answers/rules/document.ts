import { schemaErrors } from '../reading/schema-errors.ts';
import { rule, type AnswerRule, type Rule } from './rule.ts';

const own = (name: Rule['name'], says: string, reference: string): Rule => rule(name, says, reference, 'contradiction');

/** Contradictions of the document that an answer shows: the provider follows one of two things that it says. */
export const shownContradictions: AnswerRule[] = [
  {
    ...own('document/example', 'An example keeps the schema that it is an example of.', 'OpenAPI 3.1 §4.8.14, §4.8.24'),
    judge: (seen) => schemaErrors(seen).flatMap(({ rule, says }) => (rule === 'document/example' ? [says] : [])),
  },
];

/** Where the document contradicts itself: nobody can keep both, and no provider is to blame. */
export const documentRules: Rule[] = [
  ...shownContradictions,
  own('document/schema', 'A schema is one that a value can keep.', 'JSON Schema Validation §6'),
  own('document/path', 'Paths are told apart by more than the names of parameters.', 'OpenAPI 3.1 §4.8.8.1'),
  own('document/parameter', 'A parameter is described once.', 'OpenAPI 3.1 §4.8.10'),
  own('document/security', 'Keys that are needed together stand in different places.', 'OpenAPI 3.1 §4.8.30'),
  own('document/content', 'What HTTP sends without content has none in the document.', 'RFC 9110 §6.4.1'),
];
