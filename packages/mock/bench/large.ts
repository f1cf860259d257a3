import { startMock } from '../src/index.ts';
import { agents, calls } from './requests.ts';

/** The mock with a world of many agents, each with a session, and ten calls for each. */
const numbers = (count: number): number[] => Array.from({ length: count }, (_, index) => index);

const { url } = await startMock({
  scenario: {
    state: {
      agents: numbers(agents).map((index) => ({ agentid: String(100_000 + index), queues: [1, 8] })),
      sessions: numbers(agents).map((index) => ({ guid: `session-${index}`, agentid: String(100_000 + index) })),
      queues: [{ skillid: 1 }, { skillid: 8 }],
      calls: numbers(calls).map((index) => ({ callid: `call-${index}`, skillid: 8 })),
    },
  },
});
process.stdout.write(`listening on ${url}\n`);
