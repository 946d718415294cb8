import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { logPage } from '../../src/control/schemas.ts';
import { dial } from '../server/dial.ts';
import { type Api, startApi } from './start-api.ts';

/** Reads server-sent events one by one. */
async function* readEvents(response: Response): AsyncGenerator<Readonly<Record<string, string>>> {
  let text = '';
  for await (const chunk of response.body ?? []) {
    text += new TextDecoder().decode(chunk);
    const blocks = text.split('\n\n');
    text = blocks.pop() ?? '';
    for (const block of blocks) {
      const fields = block.split('\n').map((line) => line.split(/: (.*)/s) as [string, string]);
      const event = Object.fromEntries(fields.filter(([name]) => name !== '' && name !== 'retry'));
      if (Object.keys(event).length > 0) yield event;
    }
  }
}

const live = (api: Api, path: string, headers: Record<string, string> = {}) =>
  api.fetch(path, { headers: { accept: 'text/event-stream', ...headers } });

test('events are told page by page', async () => {
  await using api = await startApi({ payloads: true });
  await using client = await dial(api.proxyUrl);
  client.socket.send('hello');
  await client.message(1);
  const all = await api.get('/v1/proxies/chat/events', logPage);
  expect(all).toMatchObject({ entries: [{ kind: 'accepted' }, { kind: 'note' }, { kind: 'open' }], hasGap: false });
  const path = '/v1/proxies/chat/frames';
  const frames = await api.get(path, logPage);
  expect(frames.entries).toMatchObject([{ kind: 'frame', opcode: 'text' }, { kind: 'frame' }]);
  expect(frames.entries[0]).not.toHaveProperty('payload');
  const shown = await api.get(`${path}?payloads=true&limit=1`, logPage);
  expect(shown.entries).toMatchObject([{ payload: { text: 'hello' } }]);
  expect((await api.get(`${path}?since=${frames.lastId}`, logPage)).entries).toEqual([]);
  const both = await api.get('/v1/proxies/chat/events?frames=true', logPage);
  expect(both.entries.map(({ kind }) => kind)).toEqual(['accepted', 'note', 'open', 'frame', 'frame']);
});

test('events are told live, and from the last one that a reader had', async () => {
  await using api = await startApi();
  const response = await live(api, '/v1/proxies/chat/events');
  expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
  expect(response.headers.get('access-control-allow-origin')).toBeNull();
  await using _client = await dial(api.proxyUrl);
  const events = readEvents(response);
  const { value: first } = await events.next();
  expect(first).toMatchObject({ id: '1', event: 'accepted' });
  expect(JSON.parse(first?.data ?? '')).toMatchObject({ id: 1, kind: 'accepted', connection: 1 });
  await events.return(undefined);
  const again = readEvents(await live(api, '/v1/proxies/chat/events', { 'last-event-id': '1' }));
  expect((await again.next()).value).toMatchObject({ id: '2', event: 'open' });
  await again.return(undefined);
});

test('a reader that had entries of another server is told of the gap, and goes on', async () => {
  await using api = await startApi();
  const events = readEvents(await live(api, '/v1/proxies/chat/events', { 'last-event-id': '99' }));
  expect((await events.next()).value).toEqual({ event: 'gap', data: '{"after":99}' });
  await using _client = await dial(api.proxyUrl);
  expect((await events.next()).value).toMatchObject({ event: 'accepted' });
  await events.return(undefined);
});

test('a stream ends with its proxy', async () => {
  await using api = await startApi();
  const events = readEvents(await live(api, '/v1/proxies/chat/events'));
  await api.registry.remove('chat');
  expect((await events.next()).value).toEqual({ event: 'end', data: '{}' });
  expect((await events.next()).done).toBe(true);
});

test('a reader who does not read costs no memory, and finds the gap when he does', async () => {
  await using api = await startApi();
  const session = await api.registry.add({ name: 'busy', target: api.target, log: { maxFrames: 200 } });
  const { port } = api.control;
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  socket.write(`GET /v1/proxies/busy/frames HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nAccept: text/event-stream\r\n\r\n`);
  await once(socket, 'readable');
  socket.pause();
  const text = 'x'.repeat(1_000_000);
  for (let n = 0; n < 30_000; n++) {
    session.log.add({
      kind: 'frame',
      connection: 1,
      direction: 'to-client',
      opcode: text.slice(0, 900),
      fin: true,
      masked: false,
      length: 1,
      delivered: true,
      t: n,
    });
    if (n % 500 === 0) await expect.poll(() => true).toBe(true);
  }
  let seen = '';
  socket.setEncoding('utf8').resume();
  await new Promise<void>((resolve) => {
    socket.on('data', (chunk: string) => {
      seen += chunk;
      if (seen.slice(-3_000).includes('id: 30000\n')) resolve();
    });
  });
  socket.destroy();
  expect(seen).toContain('event: gap');
  // Far less than the 30 MB that there were.
  expect(seen.length).toBeLessThan(25_000_000);
}, 60_000);

test('so many streams are open at a time, and a place is free when a reader leaves', async () => {
  await using api = await startApi();
  const readers = await Promise.all(Array.from({ length: 100 }, () => live(api, '/v1/proxies/chat/events')));
  expect((await live(api, '/v1/proxies/chat/events')).status).toBe(503);
  await readers[0]?.body?.cancel();
  for (let n = 0; n < 5; n++) {
    const accept = { accept: 'text/event-stream' };
    await api.fetch('/v1/proxies/chat/events', { method: 'HEAD', headers: accept });
  }
  await expect
    .poll(async () => {
      const response = await live(api, '/v1/proxies/chat/events');
      await response.body?.cancel();
      return response.status;
    })
    .toBe(200);
  for (const reader of readers.slice(1)) await reader.body?.cancel();
});

test.each(['since=x', 'since=-1', 'limit=5000'])('a page is refused with ?%s', async (query) => {
  await using api = await startApi();
  expect(await api.refused(`/v1/proxies/chat/events?${query}`)).toMatchObject({ status: 400, code: 'request.invalid' });
});
