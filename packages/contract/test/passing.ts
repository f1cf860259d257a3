import type { Exchange } from '../src/traffic/judging/exchange.ts';

/** One of many keys. */
export const keyNumber = (count: number): string =>
  `2f9c1b7e-8d3a-4c56-9e10-${String(count).padStart(12, '0')}.AgentGateway1`;

const bodyOf = (retcode: string, more: object = {}): Buffer =>
  Buffer.from(JSON.stringify({ message: '', retcode, ...more, result: {} }));

const answerWith = (body: Buffer): NonNullable<Exchange['answer']> => ({
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
});

const usual = answerWith(bodyOf('0'));

/** One of many exchanges, each with its own call, five with one key, and now and then with what is not documented: a code, a member, a path. */
export function exchangeNumber(count: number): Exchange {
  return {
    request: {
      method: 'PUT',
      target: `/agentgateway/resource/calldata/101/${count % 50 === 0 ? count : 'assignuserinqueue'}`,
      headers: [
        ['Guid', keyNumber(Math.floor(count / 5))],
        ['Content-Type', 'application/json; charset=UTF-8'],
      ],
      body: Buffer.from(`{"callid":"${count}","skillid":1}`),
    },
    answer:
      count % 7 === 0
        ? answerWith(bodyOf(`777-${count}`))
        : count % 5 === 0
          ? answerWith(bodyOf('0', { [`m${count}`]: 1 }))
          : usual,
    isExact: true,
    sentMs: count,
    answeredMs: count + 1,
  };
}
