import { expect, test } from 'vitest';
import { z } from 'zod';
import { faultType, faultView, measurementView } from '../../src/control/schemas.ts';
import { faults } from '../../src/faults/index.ts';
import { startClient } from '../fixtures/reconnecting-client.ts';
import { loadInline } from '../runner/inline-scenario.ts';
import { startApi } from './start-api.ts';

const path = '/v1/proxies/chat/faults';

test('a fault is thrown in, told of, and lifted', async () => {
  await using api = await startApi();
  const entry = { id: 'quiet', fault: 'drop', with: { frames: 'pong' }, direction: 'to-client' };
  const thrown = faultView.parse(await api.send('POST', path, entry, 201));
  expect(thrown).toMatchObject({ id: 'quiet', type: 'drop', state: 'active', entry });
  expect(await api.get(path, z.array(faultView))).toMatchObject([{ id: 'quiet' }]);
  expect(await api.get(`${path}/quiet`, faultView)).toMatchObject({ id: 'quiet' });
  expect(await api.send('POST', path, entry, 409)).toMatchObject({ error: { code: 'fault.exists' } });
  expect((await api.fetch(`${path}/quiet`, { method: 'DELETE' })).status).toBe(204);
  expect(await api.refused(`${path}/quiet`)).toMatchObject({ status: 404, code: 'fault.unknown' });
  expect(await api.refused(`${path}/quiet`, { method: 'DELETE' })).toMatchObject({ status: 404 });
});

test('one with a time heals by itself, and all are lifted at once', async () => {
  await using api = await startApi();
  await api.send('POST', path, { fault: 'latency', with: { delay: '1ms' }, for: '100ms' }, 201);
  await expect.poll(() => api.get(path, z.array(faultView))).toEqual([]);
  await api.send('POST', path, { fault: 'latency', with: { delay: '1ms' } }, 201);
  await api.send('POST', path, { fault: 'reset', at: '1h' }, 201);
  expect((await api.fetch(path, { method: 'DELETE' })).status).toBe(204);
  expect(await api.get(path, z.array(faultView))).toEqual([]);
});

test('what is wrong with an entry is told, every problem by itself and of the entry', async () => {
  await using api = await startApi();
  const entry = { fault: 'latency', with: { delay: 5 }, for: 'x', tone: 2 };
  const answer = await api.send('POST', path, entry, 400);
  expect(answer).toMatchObject({ error: { code: 'fault.invalid' } });
  const { error } = answer as { readonly error: { readonly problems: readonly string[] } };
  expect(error.problems).toEqual([
    'with.delay: a duration needs a unit: "5ms" or "5s"?',
    expect.stringMatching(/^for: "x" is not a duration/),
    expect.stringMatching(/^unknown key "tone";/),
  ]);
});

test.each([
  ['nothing', null],
  ['a list', [{ fault: 'reset' }]],
  ['a text', 'reset'],
  ['an entry without a type', { id: 'x' }],
  ['a reference to the environment', { fault: 'close', with: { reason: `\${env.HOME}` } }],
  ['a key of its prototype', JSON.parse('{"fault": "reset", "__proto__": {"x": 1}}')],
  ['a type that needs a program', { fault: 'server', with: { action: 'kill' } }],
])('%s is refused', async (_what, body) => {
  await using api = await startApi();
  expect(await api.send('POST', path, body, 400)).toMatchObject({ error: { code: 'fault.invalid' } });
  expect(api.defects).toEqual([]);
});

test('what a fault did is measured, and saved as a scenario that loads', async () => {
  await using api = await startApi();
  await using _client = startClient(api.proxyUrl);
  const session = api.registry.get('chat');
  await expect.poll(() => session.totals.toClient.frames).toBeGreaterThan(0);
  expect(await api.refused('/v1/proxies/chat/scenario')).toMatchObject({ status: 409, code: 'scenario.empty' });
  await api.send('POST', path, { fault: 'reset' }, 201);
  const measurements = () => api.get('/v1/proxies/chat/measurements', z.array(measurementView));
  await expect.poll(async () => (await measurements())[0]?.verdict).toBe('recovered');
  const response = await api.fetch('/v1/proxies/chat/scenario?client=external&name=cut&measurement=1');
  expect(response.headers.get('content-type')).toBe('application/yaml; charset=utf-8');
  const text = await response.text();
  expect(text).toContain('\nname: cut\n');
  expect(loadInline(text.replace(/\nversion: 1\nname: cut\n/, '\n'))).toMatchObject({ client: { kind: 'external' } });
});

test.each(['client=x', 'measurement=x', 'name=a%20b'])('a scenario is not saved with ?%s', async (query) => {
  await using api = await startApi();
  expect(await api.refused(`/v1/proxies/chat/scenario?${query}`)).toMatchObject({
    status: 400,
    code: 'request.invalid',
  });
});

test('the catalogue has every type', async () => {
  await using api = await startApi();
  const types = await api.get('/v1/faults', z.array(faultType));
  expect(types.map(({ type }) => type)).toEqual(faults.map(({ type }) => type));
});
