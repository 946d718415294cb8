import { expect, test } from 'vitest';
import { createStartAlignment } from '../../src/proxy/start-alignment.ts';
import { createManualClock } from '../support/manual-clock.ts';

function create(align: ((start: () => void) => void) | undefined) {
  const clock = createManualClock(0);
  const runs: string[] = [];
  const at = (_id: string, dueAt: number, run: () => void): void => {
    if (dueAt <= clock.now()) run();
    else clock.schedule(dueAt, run);
  };
  const alignment = createStartAlignment({ clock, align, at });
  const run = (id: string) => (): void => void runs.push(`${clock.now()} ${id}`);
  return { clock, runs, alignment, run };
}

test('without an alignment every start is at once', () => {
  const { clock, alignment, run, runs } = create(undefined);
  alignment.start('a', clock.now(), run('a'));
  alignment.startShifted('b', clock.now(), true, run('b'));
  expect([runs, alignment.isPending()]).toEqual([['0 a', '0 b'], false]);
});

test('a start that is granted at once shifts nothing', () => {
  const { clock, alignment, run, runs } = create((start) => start());
  alignment.start('a', clock.now(), run('a'));
  clock.advance(10);
  alignment.startShifted('b', clock.now(), true, run('b'));
  expect(runs).toEqual(['0 a', '10 b']);
});

test('after the first start only offsets from the common origin shift', () => {
  let release = (): void => {};
  const { clock, alignment, run, runs } = create((start) => {
    release = start;
  });
  alignment.start('a', clock.now(), run('a'));
  expect(alignment.isPending()).toBe(true);
  clock.advance(30);
  release();
  release();
  alignment.start('event', clock.now(), run('event'));
  alignment.startShifted('armed later', clock.now(), false, run('armed later'));
  alignment.startShifted('offset', clock.now(), true, run('offset'));
  clock.advance(30);
  expect(runs).toEqual(['30 a', '30 event', '30 armed later', '60 offset']);
  expect(alignment.isPending()).toBe(false);
});

test('what is forgotten or cancelled does not start', () => {
  let release = (): void => {};
  const { clock, alignment, run, runs } = create((start) => {
    release = start;
  });
  for (const id of ['a', 'b']) alignment.start(id, clock.now(), run(id));
  alignment.forget('a');
  expect(alignment.isPending()).toBe(true);
  alignment.cancel();
  expect(alignment.isPending()).toBe(false);
  release();
  expect(runs).toEqual([]);
});

test('what was due at one instant with the first starts with it, whenever it was told', () => {
  let release = (): void => {};
  const { clock, alignment, run, runs } = create((start) => {
    release = start;
  });
  alignment.start('a', 0, run('a'));
  clock.advance(2);
  alignment.start('b', 0, run('b'));
  alignment.start('c', 1, run('c'));
  clock.advance(48);
  release();
  clock.advance(1);
  expect(runs).toEqual(['50 a', '50 b', '51 c']);
});
