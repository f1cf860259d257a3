import { methods } from '@cc-gateway/openapi';
import { child, children, follow, isObject, type Node, type Tree } from './node.ts';

/** An operation, as its document writes it. */
export interface Operation {
  /** For readers: `GET /pets`, `POST webhook new-pet`. */
  name: string;
  /** In capitals. */
  method: string;
  path: string;
  node: Node;
  /** The path item in which it stands. */
  item: Node;
}

/** The operations of `paths`. */
export const operationsOf = (tree: Tree): Operation[] => operationsIn(child(tree.root, 'paths'), '');

/** The operations of `webhooks`, which the provider calls. */
export const webhooksOf = (tree: Tree): Operation[] => operationsIn(child(tree.root, 'webhooks'), 'webhook ');

/** The operations of a map of path items. */
export const operationsIn = (map: Node, prefix: string): Operation[] =>
  children(follow(map))
    .filter(({ key }) => !String(key).startsWith('x-'))
    .flatMap((given) => {
      const item = follow(given);
      const path = String(given.key);
      const named = [...methods].map((method) => child(item, method));
      const more = children(child(item, 'additionalOperations'));
      return [...named, ...more]
        .filter(({ value }) => isObject(value))
        .map((node) => {
          // What stands beside the methods of OpenAPI is written as it is sent.
          const method = named.includes(node) ? String(node.key).toUpperCase() : String(node.key);
          return { name: `${method} ${prefix}${path}`, method, path, node: follow(node), item };
        });
    });

/** The operations of the callbacks of an operation, by the keys of these. */
export const callbacksOf = ({ name, node }: Operation): Map<string, { node: Node; operations: Operation[] }> =>
  new Map(
    children(follow(child(node, 'callbacks'))).map((one) => [
      String(one.key),
      { node: one, operations: operationsIn(one, `${name} callback ${String(one.key)} `) },
    ]),
  );

/** Operations of both documents, and those of one alone. */
export interface Paired {
  both: [Operation, Operation][];
  removed: Operation[];
  added: Operation[];
}

/** Pairs operations of the same method and path; paths may differ in the names of their parameters. */
export function pairedOperations(before: Operation[], after: Operation[]): Paired {
  const left = new Map(after.map((operation) => [operation.name, operation]));
  const found = new Map<Operation, Operation>();
  const take = (isNamed: (operation: Operation) => string): void => {
    const byName = new Map([...left.values()].toReversed().map((operation) => [isNamed(operation), operation]));
    for (const operation of before) {
      const other = found.has(operation) ? undefined : byName.get(isNamed(operation));
      if (!other || !left.has(other.name)) continue;
      found.set(operation, other);
      left.delete(other.name);
    }
  };
  take(({ name }) => name);
  // Braces of a webhook or a callback are no parameters.
  take(({ name, path }) => (path.startsWith('/') ? name.replaceAll(/\{[^}]*\}/gu, '{}') : name));
  return {
    both: [...found],
    removed: before.filter((operation) => !found.has(operation)),
    added: [...left.values()],
  };
}
