import { membersOf } from '@cc-gateway/spec';
import { isLooselyEqual, essence, type Seen } from '../reading/observed.ts';
import { schemaErrors } from '../reading/schema-errors.ts';
import { rule, type AnswerRule, type Rule } from './rule.ts';

/** A rule about the bytes of a JSON body, in a documented answer. */
const jsonRule = (name: Rule['name'], says: string, reference: string): AnswerRule => ({
  ...rule(name, says, reference),
  judge: (seen) => {
    const found = (seen.json?.defects ?? []).filter((defect) => defect.rule === name);
    if (found.length === 0 || seen.case.isOutside || !seen.documented || hasOtherType(seen)) return [];
    return found.map((defect) => defect.says);
  },
});

const schemaRule = (name: Rule['name'], says: string, severity: Rule['severity'] = 'violation'): AnswerRule => ({
  ...rule(name, says, 'the document: responses.*.content.*.schema', severity),
  judge: (seen) =>
    (seen.case.isOutside ? [] : schemaErrors(seen)).filter((error) => error.rule === name).map(({ says }) => says),
});

/** Rules about the body of a documented answer: its bytes, then its schema. */
export const envelopeRules: AnswerRule[] = [
  jsonRule('envelope/empty', 'A documented body is there.', 'RFC 8259 §2'),
  jsonRule('envelope/json', 'The body is one JSON text and nothing else.', 'RFC 8259 §2'),
  jsonRule('envelope/utf-8', 'The body is valid UTF-8.', 'RFC 8259 §8.1'),
  jsonRule('envelope/byte-order-mark', 'The body begins without a byte order mark.', 'RFC 8259 §8.1'),
  jsonRule('envelope/duplicate-member', 'The members of an object have different names.', 'RFC 8259 §4'),
  jsonRule('envelope/proto-member', 'No member has a name that pollutes prototypes.', 'RFC 7493 §2; OWASP API3:2023'),
  jsonRule('envelope/surrogate', 'A string holds whole characters.', 'RFC 8259 §8.2'),
  jsonRule('envelope/unsafe-number', 'A number is one that every reader reads alike.', 'RFC 8259 §6'),
  jsonRule('envelope/depth', 'The body is nested no deeper than readers take (100).', 'RFC 8259 §9'),
  jsonRule('envelope/size', 'The body is no longer than a client can be asked to take (1 MiB).', 'RFC 8259 §9'),
  schemaRule('envelope/encoded-twice', 'The body is the value, not a string that holds it.'),
  schemaRule('envelope/missing-member', 'Every required member is there.'),
  schemaRule('envelope/type', 'Every member has its documented type.'),
  schemaRule('envelope/value', 'Every member has a documented value.'),
  schemaRule('envelope/closed', 'No member is there that a closed schema leaves out.'),
  schemaRule('envelope/tolerated', 'What the document tolerates is still a deviation.', 'warning'),
  {
    ...rule(
      'envelope/success-value',
      'The value that tells success is spelled as documented.',
      'the document: x-success',
    ),
    judge: ({ case: { operation, isOutside }, code, answer }) => {
      const { success } = operation;
      if (isOutside || !success || !answer || answer.status >= 300 || code === success.equals) return [];
      if (code === '') return [`"" stands where a code is documented`];
      return isLooselyEqual(code, success.equals)
        ? [`${JSON.stringify(code)} stands where ${JSON.stringify(success.equals)} is documented`]
        : [];
    },
  },
  {
    ...rule('envelope/internals', 'An answer does not show how the provider is made.', 'OWASP API8:2023; CWE-209'),
    judge: ({ answer }) => {
      const found = internals.exec(answer?.body.toString('latin1', 0, 100_000) ?? '');
      return found ? [`the body holds ${JSON.stringify(found[0].slice(0, 60))}`] : [];
    },
  },
  {
    ...rule(
      'envelope/extra-member',
      'A member that the document does not name is worth a look.',
      'the document: responses.*.content.*.schema',
      'warning',
    ),
    judge: ({ json, documented, verdict, case: { isOutside, operation } }) => {
      // Problems say more than their schema, where no success rule makes one envelope of all answers.
      if (!operation.success && verdict !== 'accepted') return [];
      const value = json?.value;
      if (isOutside || typeof value !== 'object' || value === null || Array.isArray(value)) return [];
      const properties = membersOf(documented?.contents[0]?.schema);
      if (Object.keys(properties).length === 0) return [];
      return Object.keys(value)
        .filter((name) => !Object.hasOwn(properties, name))
        .map((name) => `the member ${JSON.stringify(name)}`);
    },
  },
];

/** Rules about bodies that probes of their own try. */
export const envelopeProbeRules: Rule[] = [
  rule('envelope/limit', 'A list holds no more members than its request asks for.', 'the document: parameters'),
];

/** Lines of stack traces, and words of databases. */
const internals = new RegExp(
  [
    String.raw`\bat [\w$.<>]+\([\w$]+\.(?:java|kt|scala):\d+\)`,
    String.raw`\bat [^\n]{1,200}\.[cm]?[jt]s:\d+:\d+`,
    String.raw`\b(?:java|javax|org\.springframework|System)\.[\w.$]+(?:Exception|Error)\b`,
    String.raw`\bat [\w.<>]+\([^()\n]{0,200}\) in [^\n]{1,200}:line \d+`,
    String.raw`\b(?:Fatal error|Warning|Notice|Parse error)[^\n]{1,200} in \/[^\n]{1,200}\.php\b`,
    String.raw`\.rb:\d+:in ['\x60]`,
    String.raw`thread '[^'\n]{1,60}' panicked at`,
    String.raw`\bFile "[^"\n]{1,200}", line \d+, in `,
    'Traceback \\(most recent call last\\)',
    String.raw`goroutine \d+ \[`,
    String.raw`\bORA-\d{5}\b`,
    String.raw`SQLSTATE\[`,
    'You have an error in your SQL syntax',
    String.raw`\bSQLITE_[A-Z]+:`,
    String.raw`\bpq: (?:relation|syntax|duplicate|column|password) `,
    String.raw`ERROR: +(?:syntax error at or near|relation "|column "|duplicate key value)`,
  ].join('|'),
);

/** A body with another media type is that rule's matter. */
function hasOtherType({ answer, json }: Seen): boolean {
  const type = answer?.headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1];
  return json?.isJson === false && type !== undefined && !/json/.test(essence(type));
}
