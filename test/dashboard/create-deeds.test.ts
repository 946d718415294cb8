import { expect, onTestFinished, test } from 'vitest';
import { createApiClient } from '../../src/dashboard/api-client.ts';
import { createDeeds } from '../../src/dashboard/create-deeds.ts';
import { type FaultButton, faultButtons } from '../../src/dashboard/fault-buttons.ts';
import { createLiveSession } from '../../src/dashboard/live-session.ts';
import { type Api, startApi } from '../control/start-api.ts';
import { createWatch, dialProxy } from './watch-proxy.ts';

const buttonOf = (key: string): FaultButton => {
  const found = faultButtons.find((button) => button.key === key);
  if (found === undefined) throw new Error(`no button ${key}`);
  return found;
};

function setUp(api: Api, connection?: number) {
  const watched = createWatch();
  const client = createApiClient(null, api.control.url);
  const session = createLiveSession({ client, name: 'chat', onChange: watched.look });
  onTestFinished(() => session.close());
  const said: string[] = [];
  const say = (text: string, isBad = false): void => void said.push(isBad ? `bad: ${text}` : text);
  return { ...watched, session, said, deeds: createDeeds({ client, session, connection, say }) };
}

test('a button that stays throws its fault, and lifts it when it is pressed again', async () => {
  await using api = await startApi();
  const { deeds, session, said, until } = setUp(api);
  await deeds.press(buttonOf('b'));
  expect(api.registry.get('chat').faults()).toMatchObject([{ id: 'blackhole', type: 'blackhole' }]);
  await until(() => session.snapshot.faults.length === 1);
  await deeds.press(buttonOf('b'));
  expect(api.registry.get('chat').faults()).toEqual([]);
  expect(said).toEqual(['Thrown: Black hole', 'Lifted blackhole']);
});

test('faults are aimed at the connection that was chosen', async () => {
  await using api = await startApi();
  const socket = await dialProxy(api.proxyUrl);
  const { deeds } = setUp(api, 1);
  await deeds.press(buttonOf('l'));
  expect(api.registry.get('chat').faults()).toMatchObject([{ entry: { connections: { nth: 1 } } }]);
  socket.terminate();
});

test('all faults are lifted, a connection is reset, the port is closed and opened', async () => {
  await using api = await startApi();
  const socket = await dialProxy(api.proxyUrl);
  const { deeds, said } = setUp(api);
  const session = api.registry.get('chat');
  await deeds.throwIn({ fault: 'pause' });
  await deeds.throwIn({ fault: 'latency', with: { delay: '1ms' }, id: 'slow' });
  await deeds.lift('slow');
  expect(session.faults()).toHaveLength(1);
  await deeds.clear();
  expect(session.faults()).toEqual([]);
  await deeds.reset(1);
  await deeds.enable(false);
  expect(session.enabled).toBe(false);
  await deeds.enable(true);
  expect(session.enabled).toBe(true);
  expect(said.filter((text) => text.startsWith('bad'))).toEqual([]);
  socket.terminate();
});

test('what the tool refuses is said, and that it is gone', async () => {
  const api = await startApi();
  const { deeds, said } = setUp(api);
  expect(await deeds.throwIn({ fault: 'latency' })).toBe(false);
  await deeds.reset(9);
  await api[Symbol.asyncDispose]();
  await deeds.clear();
  expect(said).toEqual([
    expect.stringMatching(/^bad: .*delay/),
    'bad: no connection 9 is up',
    'bad: The tool does not answer.',
  ]);
});

test('without a proxy nothing is done', async () => {
  const client = createApiClient(null, 'http://127.0.0.1:1');
  const deeds = createDeeds({ client, session: undefined, connection: undefined, say: () => {} });
  expect(await deeds.throwIn({ fault: 'reset' })).toBe(false);
});
