import { answerExample } from './rules/answer-example.ts';
import { columnType } from './rules/column-type.ts';
import { exampleMember } from './rules/example-member.ts';
import { expression } from './rules/expression.ts';
import { extensionPlace } from './rules/extension-place.ts';
import { extensionShape } from './rules/extension-shape.ts';
import { namedExample } from './rules/named-example.ts';
import { operationId } from './rules/operation-id.ts';
import { pathFile } from './rules/path-file.ts';
import { preconditionName } from './rules/precondition-name.ts';
import { refusal } from './rules/refusal.ts';
import { requestExample } from './rules/request-example.ts';
import { retcodeClass } from './rules/retcode-class.ts';
import { retcodeExample } from './rules/retcode-example.ts';
import { retcodeListed } from './rules/retcode-listed.ts';
import { sessionLife } from './rules/session-life.ts';
import { stateExample } from './rules/state-example.ts';
import { stateTable } from './rules/state-table.ts';
import { successExample } from './rules/success-example.ts';
import { successRule } from './rules/success-rule.ts';
import { toleratedDecision } from './rules/tolerated-decision.ts';
import { violationKinds } from './rules/violation-kinds.ts';
import { ruleOf } from './view.ts';

/** The Redocly plugin that checks what the document says beyond OpenAPI. */
export default () => ({
  id: 'cc-gateway',
  rules: {
    oas3: {
      'extension-shape': extensionShape,
      'extension-place': extensionPlace,
      'path-file': pathFile,
      'tolerated-decision': toleratedDecision,
      expression: ruleOf(expression),
      'success-rule': ruleOf(successRule),
      'success-example': ruleOf(successExample),
      'state-table': ruleOf(stateTable),
      'state-example': ruleOf(stateExample),
      'column-type': ruleOf(columnType),
      'named-example': ruleOf(namedExample),
      refusal: ruleOf(refusal),
      'violation-kinds': ruleOf(violationKinds),
      'precondition-name': ruleOf(preconditionName),
      'request-example': ruleOf(requestExample),
      'retcode-class': ruleOf(retcodeClass),
      'retcode-example': ruleOf(retcodeExample),
      'retcode-listed': ruleOf(retcodeListed),
      'answer-example': ruleOf(answerExample),
      'example-member': ruleOf(exampleMember),
      'operation-id': ruleOf(operationId),
      'session-life': ruleOf(sessionLife),
    },
  },
});
