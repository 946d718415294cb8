import { MessageChannel } from 'node:worker_threads';
import { expect, test } from 'vitest';
import { callAfter } from '../../../src/runner/subject/call-after.ts';
import { createDeferred } from './programs.ts';

test('it calls back once the time has passed', async () => {
  const { promise, resolve } = createDeferred<void>();
  // It keeps nobody alive.
  const alive = setInterval(() => {}, 1_000);
  callAfter(5, resolve);
  await expect(promise).resolves.toBeUndefined();
  clearInterval(alive);
});

test('what came in during a standstill may still take it back', async () => {
  const called: string[] = [];
  // From here on the loop comes to its timers first.
  await new Promise(setImmediate);
  const cancel = callAfter(1, () => called.push('called'));
  const { port1, port2 } = new MessageChannel();
  const { promise, resolve } = createDeferred<void>();
  port1.once('message', () => {
    cancel();
    setImmediate(resolve);
  });
  port2.postMessage('here');
  const until = performance.now() + 20;
  while (performance.now() < until);
  await promise;
  port1.close();
  expect(called).toEqual([]);
});
