import { parameterPlaces } from '@cc-gateway/openapi';
import type { Contract, Operation } from '@cc-gateway/spec';
import { pathForm } from '../requests/path-form.ts';
import { part, type Contradiction } from './contradiction.ts';

/** Paths that no request tells apart, parameters that are described twice, and content where HTTP has none. */
export function pathContradictions(contract: Contract, operation: Operation): Contradiction[] {
  const { path, pointer, answers } = operation;
  const twins = alike(contract, operation).map((other): Contradiction => ({
    rule: 'document/path',
    place: `#/paths/${part(path)}`,
    about: `the path ${path}`,
    says: `no request tells it from ${other.path}`,
  }));
  const bodies = answers
    .filter(({ status, contents }) => ['204', '205', '304'].includes(status) && contents.length > 0)
    .map(({ status }): Contradiction => ({
      rule: 'document/content',
      place: `${pointer}/responses/${status}/content`,
      about: `the answer ${status}`,
      says: `it has content, and HTTP has none in answers ${status}`,
    }));
  return [...twins, ...bodies, ...twiceDescribed(contract, operation)];
}

const twiceDescribed = ({ document }: Contract, operation: Operation): Contradiction[] =>
  parameterPlaces(document, operation)
    .filter(({ isRepeated }) => isRepeated)
    .map(({ in: place, name, pointer }) => ({
      rule: 'document/parameter',
      place: pointer,
      about: `${place} ${name}`,
      says: 'it is described twice',
    }));

/** Other operations of the same method whose paths differ in the names of parameters alone. */
export const alike = ({ operations }: Contract, operation: Operation): Operation[] =>
  operations.filter(
    ({ method, path }) =>
      method === operation.method && path !== operation.path && pathForm(path).form === pathForm(operation.path).form,
  );
