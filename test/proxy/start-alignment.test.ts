import { expect, test } from 'vitest';
import { createStartAlignment } from '../../src/proxy/start-alignment.ts';
import { createManualClock } from '../support/manual-clock.ts';

function create(align: ((start: () => void) => void) | undefined) {
  const clock = createManualClock(0);
  const runs: string[] = [];
  const later = (_id: string, delayMs: number, run: () => void): void => {
    if (delayMs <= 0) run();
    else clock.schedule(clock.now() + delayMs, run);
  };
  const alignment = createStartAlignment({ clock, align, later });
  const run = (id: string) => (): void => void runs.push(`${clock.now()} ${id}`);
  return { clock, runs, alignment, run };
}

test('without an alignment every start is at once', () => {
  const { alignment, run, runs } = create(undefined);
  alignment.start('a', run('a'));
  alignment.startShifted('b', true, run('b'));
  expect([runs, alignment.isPending()]).toEqual([['0 a', '0 b'], false]);
});

test('a start that is granted at once shifts nothing', () => {
  const { clock, alignment, run, runs } = create((start) => start());
  alignment.start('a', run('a'));
  clock.advance(10);
  alignment.startShifted('b', true, run('b'));
  expect(runs).toEqual(['0 a', '10 b']);
});

test('after the first start only offsets from the common origin shift', () => {
  let release = (): void => {};
  const { clock, alignment, run, runs } = create((start) => {
    release = start;
  });
  alignment.start('a', run('a'));
  expect(alignment.isPending()).toBe(true);
  clock.advance(30);
  release();
  release();
  alignment.start('event', run('event'));
  alignment.startShifted('armed later', false, run('armed later'));
  alignment.startShifted('offset', true, run('offset'));
  clock.advance(30);
  expect(runs).toEqual(['30 a', '30 event', '30 armed later', '60 offset']);
  expect(alignment.isPending()).toBe(false);
});

test('what is forgotten or cancelled does not start', () => {
  let release = (): void => {};
  const { alignment, run, runs } = create((start) => {
    release = start;
  });
  for (const id of ['a', 'b']) alignment.start(id, run(id));
  alignment.forget('a');
  expect(alignment.isPending()).toBe(true);
  alignment.cancel();
  expect(alignment.isPending()).toBe(false);
  release();
  expect(runs).toEqual([]);
});
