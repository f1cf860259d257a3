import type { Contract } from '@cc-gateway/spec';
import { stringify } from 'yaml';
import type { Drift } from './drift.ts';

/** A change of the contract that would document what was seen, as an OpenAPI Overlay 1.0; undefined where nothing is missing. */
export function overlayOf(contract: Contract, { codes, statuses }: Drift): string | undefined {
  const place = (id: string): string => {
    const { path, method } = contract.operations.find((operation) => operation.id === id)!;
    return `$.paths['${path}'].${method.toLowerCase()}`;
  };
  const unlisted = contract.retcodes.unlisted;
  const actions = [
    ...codes.map(({ code, operation, times }) => ({
      target: `$['x-retcodes'].codes`,
      description: `Seen ${times} times, of ${operation}. Say what it means before this is applied.`,
      update: { [code]: { ...unlisted, meaning: 'What it means is not known.', action: unlisted.action } },
    })),
    ...statuses.map(({ status, operation, times }) => ({
      target: `${place(operation)}.responses`,
      description: `Seen ${times} times.`,
      update: { [status]: { description: 'Seen; what it means is not known.' } },
    })),
  ];
  if (actions.length === 0) return undefined;
  return stringify({
    overlay: '1.0.0',
    info: {
      title: `What was seen of ${contract.title} ${contract.stamp.version}, and is not documented`,
      version: '1.0.0',
    },
    actions,
  });
}
