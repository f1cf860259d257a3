import { expect, test } from 'vitest';
import { createGatewayClient } from '../src/index.ts';
import { args, guid, moved, startGateway } from './gateway.ts';

test('a call sends exactly the documented request, and resolves with the body of the success', async () => {
  await using server = await startGateway(moved);
  const gateway = createGatewayClient({ baseUrl: server.baseUrl, guid });
  await expect(gateway.assignUserInQueue(args)).resolves.toEqual({ message: '', retcode: '0', result: {} });
  const [head, body] = server.requests[0]!.split('\r\n\r\n');
  const [line, ...headers] = head!.split('\r\n');
  expect(line).toBe('PUT /agentgateway/resource/calldata/101/assignuserinqueue HTTP/1.1');
  expect(headers).toContain('Content-Type: application/json; charset=UTF-8');
  expect(headers).toContain(`Guid: ${guid}`);
  expect(headers).toContain('Accept: application/json');
  expect(headers.join('\n')).toMatch(
    /^User-Agent: cc-gateway-client\/\d+\.\d+\.\d+ \(contract \d+\.\d+\.\d+; [0-9a-f]{12}\)$/m,
  );
  expect(headers.filter((header) => /^content-type/i.test(header))).toHaveLength(1);
  expect(body).toBe('{"callid":"1663580465-1134","skillid":1}');
});
