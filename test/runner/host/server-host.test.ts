import { once } from 'node:events';
import { describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { startServerHost } from '../../../src/runner/host/server-host.ts';
import { realClock } from '../../../src/runner/real-clock.ts';
import { createRecordingGuard } from '../subject/programs.ts';

function start(signal = new AbortController().signal) {
  const guard = createRecordingGuard();
  const counted: string[] = [];
  const target = startServerHost({
    spec: { kind: 'builtin', server: 'ticker', intervalMs: 10 },
    ...{ clock: realClock, guard, signal },
    onSent: (stream, sequence, t) => counted.push(`sent ${stream} ${sequence} ${t <= realClock.now()}`),
    onDelivered: (stream, sequence, t) => counted.push(`delivered ${stream} ${sequence} ${t <= realClock.now()}`),
  });
  return { target, guard, counted };
}

describe('a built-in server in a process of its own', { timeout: 60_000 }, () => {
  test('counts both ends of its messages, says how late it was, and leaves nothing', async () => {
    const { target: starting, guard, counted } = start();
    const target = await starting;
    const from = realClock.now();
    const socket = new WebSocket(target.url);
    await once(socket, 'open');
    socket.send(JSON.stringify({ c: 'me', g: 1, s: 1, k: 'up', t: '0' }));
    const expected = expect.arrayContaining(['sent connection-1 1 true', 'delivered me 1 true']);
    await expect.poll(() => counted, { timeout: 20_000 }).toEqual(expected);
    expect((await target.readLateness?.(from, realClock.now()))?.p99Ms).toBeGreaterThanOrEqual(0);
    const closed = once(socket, 'close');
    await target.close();
    await closed;
    expect({ ended: target.ended.aborted, watched: guard.watched.size }).toEqual({ ended: false, watched: 0 });
  });

  test('that dies has ended by itself', async () => {
    const { target: starting, guard } = start();
    const target = await starting;
    for (const id of guard.watched) process.kill(id, 'SIGKILL');
    await once(target.ended, 'abort');
    expect(target.ended.reason).toBe('the process of the built-in server was killed by SIGKILL');
    await target.close();
  });

  test('whose start is given up leaves nothing', async () => {
    const { target, guard } = start(AbortSignal.abort(new Error('enough')));
    await expect(target).rejects.toThrow('enough');
    expect(guard.watched.size).toBe(0);
  });
});
