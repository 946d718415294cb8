import { expect, test } from 'vitest';
import { createHostStart } from '../../../src/runner/host/host-start.ts';
import { createManualClock } from '../../support/manual-clock.ts';

function setUp() {
  const clock = createManualClock();
  return { clock, start: createHostStart<string>(clock, (why) => new Error(why)) };
}

test('what has begun is handed over, and nothing waits any more', async () => {
  const { clock, start } = setUp();
  const waiting = start.wait(undefined);
  start.succeed('here');
  start.fail(new Error('too late'));
  expect(await waiting).toBe('here');
  expect(clock.pending).toBe(0);
});

test('a failure before anybody waits is not lost', async () => {
  const { start } = setUp();
  start.fail(new Error('it ended'));
  await expect(start.wait(undefined)).rejects.toThrow('it ended');
});

test('half a minute is too long', async () => {
  const { clock, start } = setUp();
  const waiting = start.wait(undefined);
  clock.advance(30_000);
  await expect(waiting).rejects.toThrow('it was still loading after 30 s');
});

test.each([
  ['while it is waited for', false],
  ['before that', true],
])('a start that is given up %s rejects with the reason', async (_what, isBefore) => {
  const { clock, start } = setUp();
  const stop = new AbortController();
  if (isBefore) stop.abort(new Error('enough'));
  const waiting = start.wait(stop.signal);
  stop.abort(new Error('enough'));
  await expect(waiting).rejects.toThrow('enough');
  expect(clock.pending).toBe(0);
});
