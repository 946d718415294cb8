import { describe, expect, test } from 'vitest';
import { handshakes } from '../../../src/runner/selftest/handshakes.ts';
import { observeDirectly, testTransparency } from './transparency.ts';

describe('a handshake is the same through the proxy with', () => testTransparency(handshakes));

test('its heads are recorded line by line, byte for byte', async () => {
  const { client, server } = await observeDirectly(
    handshakes,
    'headers of odd case, order and spacing, some of them twice',
  );
  expect(server.slice(0, 8)).toEqual([
    '"GET /a/../b?x=%2F&y HTTP/1.1\\r\\n"',
    '"host:server.test\\r\\n"',
    '"X-Dup: 1\\r\\n"',
    '"UPGRADE:  WebSocket \\r\\n"',
    '"x-dup:\\t2\\r\\n"',
    '"Connection: keep-alive, Upgrade\\r\\n"',
    '"Sec-WebSocket-Key:dGhlIHNhbXBsZSBub25jZQ==\\r\\n"',
    '"X-Latin: éÿ\\r\\n"',
  ]);
  expect(client.at(0)).toBe('"HTTP/1.1 101 Why Not\\r\\n"');
  expect([client.at(-1), server.at(-1)]).toEqual(['fin', 'fin']);
});
