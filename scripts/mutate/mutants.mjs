/**
 * The changes of a file, all of them written into it at once: each asks `mutant(7)` whether the seventh is the one that is made. So the
 * file is compiled once, and a number turns it.
 */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { root } from '../child.mjs';

const ts = createRequire(join(root, 'packages/codegen/package.json'))('typescript');

const operators = {
  '&&': '||',
  '||': '&&',
  '??': '&&',
  '===': '!==',
  '!==': '===',
  '<': '>=',
  '<=': '>',
  '>': '<=',
  '>=': '<',
  '+': '-',
  '-': '+',
  '*': '/',
};
const calls = new Map([
  ['some', 'every'],
  ['every', 'some'],
]);

/** What may be changed of a node: what it was, and what stands there then, with its operands as they are. */
function changesOf(node) {
  const raw = node.getText();
  const changes = [];
  if (ts.isBinaryExpression(node)) {
    const was = node.operatorToken.getText();
    const by = operators[was];
    if (by) changes.push({ was, by, text: `(${node.left.getText()}) ${by} (${node.right.getText()})` });
  }
  if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken)
    changes.push({ was: raw, by: node.operand.getText() });
  if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
    const { expression, name } = node.expression;
    const from = name.getStart() - node.getStart();
    const by = calls.get(name.text);
    if (name.text === 'filter') changes.push({ was: raw.slice(from), by: 'all', text: expression.getText() });
    if (by) changes.push({ was: name.text, by, text: raw.slice(0, from) + by + raw.slice(from + name.text.length) });
  }
  const { parent } = node;
  const isCondition =
    (ts.isIfStatement(parent) && parent.expression === node) ||
    (ts.isConditionalExpression(parent) && parent.condition === node);
  return isCondition ? [...changes, { was: raw, by: 'true' }, { was: raw, by: 'false' }] : changes;
}

const hasNoCode = (node) =>
  ts.isTypeNode(node) ||
  ts.isTypeAliasDeclaration(node) ||
  ts.isInterfaceDeclaration(node) ||
  ts.isImportDeclaration(node);

/** The text of a file with all its changes, and what they are, in the order of their numbers, which begin with `first`. */
export function mutantsOf(file, text, first) {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const mutants = [];
  const inside = (node, from, to) => {
    let [out, at] = ['', from];
    ts.forEachChild(node, (child) => {
      out += text.slice(at, child.getStart()) + written(child);
      at = child.end;
    });
    return out + text.slice(at, to);
  };
  const written = (node) => {
    if (hasNoCode(node)) return node.getText();
    let out = inside(node, node.getStart(), node.end);
    for (const { was, by, text: changed = by } of changesOf(node)) {
      const line = source.getLineAndCharacterOfPosition(node.getStart()).line + 1;
      const id = first + mutants.push({ file, line, was: was.replaceAll(/\s+/g, ' '), by }) - 1;
      out = `(globalThis.mutant(${id}) ? (${changed}) : (${out}))`;
    }
    return out;
  };
  return { text: inside(source, 0, text.length), mutants };
}
