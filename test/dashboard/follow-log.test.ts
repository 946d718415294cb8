import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { createApiClient } from '../../src/dashboard/api-client.ts';
import { type Entry, followLog, type LinkState } from '../../src/dashboard/follow-log.ts';
import { startApi } from '../control/start-api.ts';
import { createWatch, dialProxy } from './watch-proxy.ts';

function follow(url: string) {
  const over = new AbortController();
  const watched = createWatch();
  const entries: Entry[] = [];
  const states: LinkState[] = [];
  let gaps = 0;
  const ended = followLog(
    {
      ...{ client: createApiClient(null, url), path: '/proxies/chat', pause: async () => {} },
      onEntries(told) {
        entries.push(...told);
        watched.look();
      },
      onGap() {
        gaps++;
      },
      onState(state) {
        states.push(state);
        watched.look();
      },
    },
    over.signal,
  );
  return { ...watched, entries, states, ended, gaps: () => gaps, stop: () => over.abort() };
}

test('what happened before is told first, then what happens, in one order', async () => {
  await using api = await startApi();
  const socket = await dialProxy(api.proxyUrl);
  const log = follow(api.control.url);
  await log.until(() => log.entries.some(({ kind }) => kind === 'open'));
  socket.send('hello');
  await once(socket, 'message');
  await log.until(() => log.entries.filter(({ kind }) => kind === 'frame').length === 2);
  const ids = log.entries.map(({ id }) => id);
  expect(ids).toEqual(ids.toSorted((a, b) => a - b));
  log.stop();
  await log.ended;
  expect(log.states).toEqual(['connecting', 'live']);
  socket.terminate();
});

test('a proxy that is removed is over', async () => {
  await using api = await startApi();
  const log = follow(api.control.url);
  await log.until(() => log.states.includes('live'));
  await api.registry.remove('chat');
  await log.ended;
  expect(log.states.at(-1)).toBe('over');
  const again = follow(api.control.url);
  await again.ended;
  expect(again.states).toEqual(['connecting', 'over']);
});

test('after a break it goes on behind what it was told last, and tells of gaps', async () => {
  const asked: (string | undefined)[] = [];
  const server = http.createServer((request, response) => {
    asked.push(request.headers['last-event-id'] as string | undefined);
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    const entry = JSON.stringify({ id: 5, t: 1, kind: 'note', text: 'a' });
    if (asked.length > 1) response.end('event: gap\ndata: {}\n\nevent: end\ndata: {}\n\n');
    else response.write(`id: 5\nevent: note\ndata: ${entry}\n\n`, () => response.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const log = follow(`http://127.0.0.1:${port}`);
  await log.ended;
  expect(asked).toEqual(['0', '5']);
  expect(log.states).toEqual(['connecting', 'live', 'lost', 'live', 'over']);
  expect([log.entries.length, log.gaps()]).toEqual([1, 1]);
  server.close();
});
