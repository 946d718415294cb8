import { describe, expect, test } from 'vitest';
import { breakHandshake } from '../../src/proxy/break-handshake.ts';
import { createManualClock } from '../support/manual-clock.ts';
import { deferred } from './deferred.ts';
import { dialPeer, startWireServer } from './wire-peer.ts';

/** The head of a record of 6 bytes, as a ClientHello's. */
const recordHead = '1603010006';
const recordBody = '010000020303';

async function breakOne(mode: 'hang' | 'reset' | 'plaintext') {
  const clock = createManualClock();
  const scheduled = deferred<void>();
  const server = await startWireServer(({ socket }) => {
    socket.removeAllListeners('data').removeAllListeners('end').removeAllListeners('error');
    breakHandshake(socket, mode, {
      ...clock,
      schedule(...asked) {
        scheduled.resolve();
        return clock.schedule(...asked);
      },
    });
  });
  const client = await dialPeer(server.port);
  const near = await server.next();
  const gone = deferred<void>();
  near.socket.once('close', () => gone.resolve());
  return {
    clock,
    client,
    near: near.socket,
    gone: gone.promise,
    scheduled: scheduled.promise,
    send: (hex: string) => client.send(Buffer.from(hex, 'hex')),
    [Symbol.asyncDispose]: async () => {
      client.socket.destroy();
      await server[Symbol.asyncDispose]();
    },
  };
}

describe('a plain answer', () => {
  test('waits for the whole ClientHello, then is an HTTP 400 and a FIN', async () => {
    await using broken = await breakOne('plaintext');
    for (const part of ['16', '0301', '00060100', '0002']) {
      broken.send(part);
      await untilRead(broken);
    }
    expect(broken.client.received.length).toBe(0);
    broken.send('0303');
    expect(await broken.client.end()).toBe('fin');
    expect(broken.client.received.toString()).toBe(
      'HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain\r\nContent-Length: 22\r\nConnection: close\r\n\r\nThis port has no TLS.\n',
    );
    broken.client.socket.end();
    await broken.gone;
    expect(broken.clock.pending).toBe(0);
  });

  test('is given a minute to be read', async () => {
    await using broken = await breakOne('plaintext');
    broken.send(recordHead + recordBody);
    expect(await broken.client.end()).toBe('fin');
    broken.clock.advance(59_999);
    expect(broken.near.destroyed).toBe(false);
    broken.clock.advance(1);
    expect(broken.near.destroyed).toBe(true);
  });
});

describe('a RST', () => {
  test('comes behind the ClientHello', async () => {
    await using broken = await breakOne('reset');
    broken.send(recordHead);
    await untilRead(broken);
    expect(broken.client.ends).toEqual([]);
    broken.send(recordBody);
    expect(await broken.client.end()).toBe('reset');
  });

  test.each([
    ['what is no TLS', '474554202f20485454502f312e310d0a'],
    ['a record longer than any', '160301ffff'.padEnd(2 * (5 + 2 ** 14), '0')],
  ])('comes behind %s, too', async (_title, hex) => {
    await using broken = await breakOne('reset');
    broken.send(hex);
    expect(await broken.client.end()).toBe('reset');
  });
});

test.each([
  'reset',
  'plaintext',
] as const)('a client that leaves before its ClientHello gets a FIN: %s', async (mode) => {
  await using broken = await breakOne(mode);
  broken.client.socket.end();
  expect(await broken.client.end()).toBe('fin');
  expect(broken.client.received.length).toBe(0);
});

describe('a hang', () => {
  test('reads all and answers nothing; a client that ends its half is kept for a minute', async () => {
    await using broken = await breakOne('hang');
    broken.send(recordHead + recordBody);
    await untilRead(broken);
    broken.client.socket.end();
    await broken.scheduled;
    broken.clock.advance(59_999);
    expect([broken.near.destroyed, broken.client.ends]).toEqual([false, []]);
    broken.clock.advance(1);
    expect(await broken.client.end()).toBe('fin');
  });

  test('keeps nothing of a client that resets', async () => {
    await using broken = await breakOne('hang');
    broken.client.socket.resetAndDestroy();
    await broken.gone;
    expect(broken.clock.pending).toBe(0);
  });
});

/** Until the near side has read all that the client sent so far. */
async function untilRead({ near, client }: Awaited<ReturnType<typeof breakOne>>): Promise<void> {
  while (near.bytesRead < client.socket.bytesWritten) await new Promise((resolve) => setImmediate(resolve));
}
