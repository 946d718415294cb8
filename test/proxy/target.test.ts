import { once } from 'node:events';
import { describe, expect, test } from 'vitest';
import type { WschaosError } from '../../src/base/error.ts';
import { dialTarget, parseTarget } from '../../src/proxy/target.ts';
import { startWireServer } from './wire-peer.ts';

describe('a target', () => {
  test.each([
    ['ws://127.0.0.1:8080/a?b', 'http', '127.0.0.1', 8_080, false, '127.0.0.1:8080', true],
    ['ws://example.test', 'http', 'example.test', 80, false, 'example.test', false],
    ['wss://example.test/x', 'http', 'example.test', 443, true, 'example.test', false],
    ['http://localhost:3000', 'http', 'localhost', 3_000, false, 'localhost:3000', true],
    ['https://[::1]:8443', 'http', '::1', 8_443, true, '[::1]:8443', true],
    ['tcp://10.0.0.1:1883', 'tcp', '10.0.0.1', 1_883, false, '10.0.0.1:1883', false],
  ])('%s is %s to %s port %i, over TLS: %s', (text, kind, host, port, secure, authority, loopback) => {
    expect(parseTarget(text)).toMatchObject({ kind, host, port, secure, authority, loopback });
  });

  test.each([
    [
      'example.test:80',
      'unknown protocol "example.test://" of target example.test:80',
      'Expected ws://, wss://, http://, https:// or tcp://.',
    ],
    ['nonsense', '"nonsense" is not a URL', 'Write it as ws://127.0.0.1:8080/path.'],
    [
      'ftp://example.test',
      'unknown protocol "ftp://" of target ftp://example.test',
      'Expected ws://, wss://, http://, https:// or tcp://.',
    ],
    ['tcp://example.test', 'target tcp://example.test names no port', 'Write it as tcp://127.0.0.1:1883.'],
    ['tcp:1883', 'target tcp:1883 names no host', 'Write it as tcp://127.0.0.1:1883.'],
  ])('"%s" is refused', (text, message, hint) => {
    const error = ((): unknown => {
      try {
        return parseTarget(text);
      } catch (thrown) {
        return thrown;
      }
    })() as WschaosError;
    expect({ code: error.code, message: error.message, hint: error.hint }).toEqual({
      code: 'target.invalid',
      message,
      hint,
    });
  });

  test('is dialled with both halves of the connection in our hands', async () => {
    await using server = await startWireServer();
    const { socket, raw, readyEvent } = dialTarget(parseTarget(`ws://127.0.0.1:${server.port}`), {
      rejectUnauthorized: true,
    });
    expect([raw, readyEvent]).toEqual([socket, 'connect']);
    await once(socket, readyEvent);
    const peer = await server.next();
    peer.socket.end();
    socket.resume();
    await once(socket, 'end');
    socket.write('still writable');
    await peer.untilText('still writable');
    socket.destroy();
  });

  test('behind TLS is reached through a raw socket that can be reset', async () => {
    await using server = await startWireServer();
    const { socket, raw, readyEvent } = dialTarget(parseTarget(`wss://127.0.0.1:${server.port}`), {
      rejectUnauthorized: false,
    });
    socket.on('error', () => {});
    raw.on('error', () => {});
    expect([raw === socket, readyEvent]).toEqual([false, 'secureConnect']);
    const peer = await server.next();
    await peer.untilLength(1);
    expect(peer.received[0]).toBe(0x16);
    raw.resetAndDestroy();
    expect(await peer.end()).toBe('reset');
  });
});
