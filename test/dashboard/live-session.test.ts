import { once } from 'node:events';
import { expect, onTestFinished, test } from 'vitest';
import { createApiClient } from '../../src/dashboard/api-client.ts';
import { createLiveSession } from '../../src/dashboard/live-session.ts';
import { type Api, startApi } from '../control/start-api.ts';
import { createWatch, dialProxy } from './watch-proxy.ts';

function watch(api: Api) {
  const watched = createWatch();
  const client = createApiClient(null, api.control.url);
  const session = createLiveSession({ client, name: 'chat', onChange: watched.look });
  onTestFinished(() => session.close());
  return { ...watched, session };
}

test('it has what a proxy tells, and what it is asked', async () => {
  await using api = await startApi();
  const { session, until } = watch(api);
  const socket = await dialProxy(api.proxyUrl);
  socket.send('hello');
  await once(socket, 'message');
  await api.send('POST', '/v1/proxies/chat/faults', { fault: 'blackhole', id: 'hole' }, 201);
  await until(() => session.snapshot.faults.length === 1 && session.recent().length === 2);
  const { link, proxy, connections, measurements } = session.snapshot;
  expect([link, proxy?.target]).toEqual(['live', api.target]);
  expect(connections.map(({ id, toServer }) => [id, toServer.frames])).toEqual([[1, 1]]);
  expect(measurements).toMatchObject([{ fault: 'hole', type: 'blackhole' }]);
  expect(session.recent().map(({ direction }) => direction)).toEqual(['to-server', 'to-client']);
  expect([session.ring.size, session.timeline.faults.length, session.timeline.bands.length]).toEqual([2, 1, 2]);
  const { t } = session.recent()[0] ?? { t: Number.NaN };
  expect(session.clock.at(performance.now())).toBeGreaterThan(t);
  socket.terminate();
});

test('once it is closed it tells nothing more', async () => {
  await using api = await startApi();
  const { session, until } = watch(api);
  await until(() => session.snapshot.proxy !== undefined);
  const before = session.snapshot;
  session.close();
  await api.registry.remove('chat');
  expect(session.snapshot).toBe(before);
});

test('a proxy that is gone says so', async () => {
  await using api = await startApi();
  const { session, until } = watch(api);
  await until(() => session.snapshot.link === 'live');
  await api.registry.remove('chat');
  await until(() => session.snapshot.link === 'over');
});
