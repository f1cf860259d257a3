import type { Exchange } from '../src/traffic/judging/exchange.ts';

/** The key of an exchange: each has one of its own. */
export const keyNumber = (count: number): string =>
  `2f9c1b7e-8d3a-4c56-9e10-${String(count).padStart(12, '0')}.AgentGateway1`;

/** One of many exchanges, each with its own key and call, and now and then with what is not documented: a code, a member, a path. */
export function exchangeNumber(count: number): Exchange {
  const retcode = count % 7 === 0 ? `777-${count}` : '0';
  const body = Buffer.from(JSON.stringify({ message: '', retcode, [`m${count}`]: 1, result: {} }));
  return {
    request: {
      method: 'PUT',
      target: `/agentgateway/resource/calldata/101/${count % 50 === 0 ? count : 'assignuserinqueue'}`,
      headers: [
        ['Guid', keyNumber(count)],
        ['Content-Type', 'application/json; charset=UTF-8'],
      ],
      body: Buffer.from(JSON.stringify({ callid: `${count}`, skillid: 1 })),
    },
    answer: {
      version: '1.1',
      status: 200,
      reason: 'OK',
      headers: [
        ['Content-Type', 'application/json'],
        ['Content-Length', String(body.length)],
      ],
      interim: [],
      framing: 'length',
      body,
      headBytes: 80,
      defects: [],
    },
    isExact: true,
    sentMs: count,
    answeredMs: count + 1,
  };
}
