import { describe, expect, test } from 'vitest';
import { wsSockets } from '../../../src/runner/selftest/ws-sockets.ts';
import { observeDirectly, testTransparency } from './transparency.ts';

describe('two applications on ws see the same through the proxy:', () => testTransparency(wsSockets));

test('compression is negotiated and used', async () => {
  const { client, server } = await observeDirectly(
    wsSockets,
    'permessage-deflate, used by both ends with a context that lasts',
  );
  expect(client.slice(0, 2)).toEqual(['extensions permessage-deflate', 'protocol ']);
  expect(server[0]).toBe('/chat?room=1 cookie undefined extensions permessage-deflate; client_max_window_bits');
  expect(client.at(-2)).toBe('uses "permessage-deflate"');
  expect(server.filter((line) => line.startsWith('text ')).length).toBe(41);
  expect([client.at(-1), server.at(-1)]).toEqual(['close 1000 ', 'close 1000 ']);
});

test('a redirect is followed, and its cookies go along', async () => {
  expect(await observeDirectly(wsSockets, 'a redirect that the client follows, to a 401')).toEqual({
    client: ['401 Basic no'],
    server: ['/old cookie session=1', '/new cookie session=1'],
  });
});
