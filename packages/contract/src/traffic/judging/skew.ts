import { isSameStamp, readStamp, stampHeader, writtenStamp, type Contract, type Stamp } from '@cc-gateway/spec';
import { headerOf } from '../../check/wire/raw-answer.ts';
import type { Exchange } from './exchange.ts';
import { breachOf, type Breach } from './finding.ts';
import { otherRules } from './rules.ts';

/** Names the sides that tell a stamp which is not the contract's, and not the other side's. What tells none is not judged. */
export function skewOf({ stamp }: Contract, { request, answer }: Exchange): Breach[] {
  const client = readStamp(headerOf(request.headers, 'user-agent') ?? '');
  const gateway = answer && readStamp(headerOf(answer.headers, stampHeader.toLowerCase()) ?? '');
  const held = `the traffic is held to ${writtenStamp(stamp)}`;
  const told = (who: string, its: Stamp, other: string, theirs: Stamp | undefined): string =>
    `${who} is made from ${writtenStamp(its)}; ${theirs ? `${other} from ${writtenStamp(theirs)}; ` : ''}${held}`;
  return [
    ...(client && !isSameStamp(client, stamp)
      ? [breachOf(otherRules.clientStamp, everyOperation, told('the client', client, 'the gateway', gateway))]
      : []),
    ...(gateway && !isSameStamp(gateway, stamp)
      ? [breachOf(otherRules.gatewayStamp, everyOperation, told('the gateway', gateway, 'the client', client))]
      : []),
  ];
}

const everyOperation = 'every operation';
