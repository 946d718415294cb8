import { expect, test } from 'vitest';
import { realClock } from '../../../src/runner/real-clock.ts';
import { createMeasuredProxy } from '../../../src/runner/session/measured-proxy.ts';
import { startServer } from '../../../src/server/start-server.ts';
import { dial } from '../../server/dial.ts';

test('what is thrown in belongs to an episode before it acts, and is judged with it', async () => {
  await using server = await startServer({ kind: 'echo', clock: realClock });
  const measured = await createMeasuredProxy({ target: server.url, plans: [], seed: 1, ready: 'round-trip' });
  measured.proxy.begin();
  const client = await dial(measured.proxy.url);
  client.socket.send('hello');
  await client.message(1);
  const before = measured.episodes.newest;
  const order: string[] = [];
  const { fault, episode } = measured.inject({ fault: 'reset' }, (plan, entered) => {
    order.push(`${plan.id} ${measured.proxy.connections} ${entered === measured.episodes.newest}`);
  });
  expect(order).toEqual(['reset-1 1 true']);
  expect(fault.id).toBe('reset-1');
  expect(episode).not.toBe(before);
  await measured.close();
  expect(measured.isClosed).toBe(true);
  expect(measured.now()).toBe(measured.now());
  expect(measured.episodes.judge(episode, { id: 'reset-1', thrownAt: 0 }).observed).toMatchObject({
    measured: 'reset-1',
  });
  expect(() => measured.inject({ fault: 'reset' })).toThrow('the proxy is closed');
  await client[Symbol.asyncDispose]();
});

test('why the server could not be reached is remembered', async () => {
  const measured = await createMeasuredProxy({ target: 'ws://127.0.0.1:9', plans: [], seed: 1, ready: 'round-trip' });
  measured.proxy.begin();
  await expect(dial(measured.proxy.url)).rejects.toThrow();
  expect(measured.trouble).toContain('ECONNREFUSED');
  await measured.close();
});
