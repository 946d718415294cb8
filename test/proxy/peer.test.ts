import { describe, expect, test } from 'vitest';
import { ignoreError, listenToPeer } from '../../src/proxy/peer.ts';
import { deferred } from './deferred.ts';
import { dialPeer, startWireServer } from './wire-peer.ts';

async function listen() {
  const server = await startWireServer();
  const far = await dialPeer(server.port);
  const { socket } = await server.next();
  socket.removeAllListeners();
  const log: string[] = [];
  const closed = deferred<void>();
  const ended = deferred<void>();
  const stop = listenToPeer(
    { socket, raw: socket },
    {
      onData: (chunk) => log.push(`data ${Buffer.from(chunk)}`),
      onEnd: (how, error) => {
        log.push(`${how} ${error?.code ?? '-'}`);
        ended.resolve();
      },
      onClose: () => {
        log.push('close');
        closed.resolve();
      },
    },
  );
  return { server, far, socket, log, stop, closed: closed.promise, ended: ended.promise };
}

describe('a peer', () => {
  test('that sends and finishes is heard to the end', async () => {
    const { server, far, socket, log, ended, closed } = await listen();
    far.send('hello');
    far.socket.end();
    await ended;
    expect(log).toEqual(['data hello', 'fin -']);
    socket.end();
    await closed;
    expect(log.at(-1)).toBe('close');
    await server[Symbol.asyncDispose]();
  });

  test('that resets is heard once, with the error where there is one', async () => {
    const { server, far, log, closed } = await listen();
    far.socket.resetAndDestroy();
    await closed;
    expect(log).toEqual(['reset ECONNRESET', 'close']);
    await server[Symbol.asyncDispose]();
  });

  test('that resets right behind its data is gone, even where Node tells of an end and no more', async () => {
    const { server, far, socket, log, closed } = await listen();
    socket.pause();
    far.socket.write('last words', () => far.socket.resetAndDestroy());
    await far.closed();
    socket.resume();
    await closed;
    expect([log.at(0), log.at(-1), log.some((line) => line.startsWith('reset'))]).toEqual([
      'data last words',
      'close',
      true,
    ]);
    expect(log.some((line) => line.startsWith('fin'))).toBe(false);
    await server[Symbol.asyncDispose]();
  });

  test('that is not listened to any more is not heard, and its errors harm nobody', async () => {
    const { server, far, socket, log, stop } = await listen();
    stop();
    expect(socket.listeners('error')).toEqual([ignoreError]);
    const closed = deferred<void>();
    socket.once('close', () => closed.resolve());
    socket.resume();
    far.socket.resetAndDestroy();
    await closed.promise;
    expect(log).toEqual([]);
    ignoreError();
    await server[Symbol.asyncDispose]();
  });
});
