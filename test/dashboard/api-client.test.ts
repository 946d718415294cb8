import { expect, test } from 'vitest';
import { ApiProblem, createApiClient } from '../../src/dashboard/api-client.ts';
import { startApi } from '../control/start-api.ts';

test('what is asked for is told, with the token', async () => {
  await using api = await startApi({ token: 'secret' });
  const client = createApiClient('secret', api.control.url);
  expect(await client.get('/proxies')).toMatchObject([{ name: 'chat', target: api.target }]);
  await client.send('PATCH', '/proxies/chat', { enabled: false });
  await client.send('DELETE', '/proxies/chat/faults');
  expect(await client.get('/proxies/chat')).toMatchObject({ enabled: false });
});

test('what is refused is told in the words of the tool', async () => {
  await using api = await startApi({ token: 'secret' });
  const client = createApiClient('secret', api.control.url);
  const thrown = client.send('POST', '/proxies/chat/faults', { fault: 'latency', with: { delay: 5, extra: 1 } });
  const problem = await thrown.catch((error: unknown) => error);
  expect(problem).toBeInstanceOf(ApiProblem);
  expect(problem).toMatchObject({ status: 400, message: expect.stringContaining('delay') });
  expect((problem as ApiProblem).problems.length).toBeGreaterThan(1);
  await expect(client.text('/proxies/chat/scenario')).rejects.toMatchObject({ status: 409 });
  await expect(createApiClient(null, api.control.url).get('/proxies')).rejects.toMatchObject({ status: 401 });
});

test('a tool that is gone is another error', async () => {
  const api = await startApi();
  await api[Symbol.asyncDispose]();
  await expect(createApiClient(null, api.control.url).get('/proxies')).rejects.toBeInstanceOf(TypeError);
});
