import { once } from 'node:events';
import { expect, test } from 'vitest';
import { watchForReset } from '../../src/proxy/reset-watch.ts';
import { realClock } from '../../src/runner/real-clock.ts';
import { createManualClock } from '../support/manual-clock.ts';
import { dialPeer, startWireServer } from './wire-peer.ts';

test('the RST of a peer that is not read is seen', async () => {
  await using server = await startWireServer();
  const near = await dialPeer(server.port);
  const far = await server.next();
  near.socket.pause();
  watchForReset(near.socket, realClock);
  const failed = once(near.socket, 'error');
  far.socket.resetAndDestroy();
  expect((await failed)[0]).toMatchObject({ code: 'ECONNRESET' });
  expect(near.socket.destroyed).toBe(true);
});

test('a peer that is up is left alone, and the watch ends when it is told to', async () => {
  await using server = await startWireServer();
  const near = await dialPeer(server.port);
  await server.next();
  const clock = createManualClock();
  const stop = watchForReset(near.socket, clock);
  clock.advance(100);
  expect([near.socket.destroyed, clock.pending]).toEqual([false, 1]);
  stop();
  expect(clock.pending).toBe(0);
  near.socket.destroy();
});
