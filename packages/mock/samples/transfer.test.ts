import { startMock } from '@cc-gateway/mock';
import { expect, test } from 'vitest';

test('the call moves, and the mock tells what it was asked', async () => {
  await using gateway = await startMock({ scenario: 'session-expiry' });

  gateway.clock.advance(90_000); // the first key has been renewed and is still accepted
  const guid = gateway.sessionOf({ agentid: '101' });
  const answer = await fetch(`${gateway.url}/agentgateway/resource/calldata/101/assignuserinqueue`, {
    method: 'PUT',
    headers: { Guid: guid, 'Content-Type': 'application/json; charset=UTF-8' },
    body: JSON.stringify({ callid: '1663580465-1134', skillid: 1 }),
  });

  expect(await answer.json()).toEqual({ message: '', retcode: '0', result: {} });
  expect(gateway.world?.find('calls', '1663580465-1134')).toMatchObject({ skillid: 1 });
  expect(gateway.requests()).toMatchObject([{ headers: { guid: '[redacted]' }, example: 'moved' }]);
});
