import { describe, expect, test } from 'vitest';
import { createLaneControl, type Lane } from '../../src/runner/lane-control.ts';

/** Asks for lanes; `running` are the names of those that got theirs. */
function setUp(most: number) {
  const control = createLaneControl(most);
  const running: string[] = [];
  const lanes = new Map<string, Lane>();
  return {
    control,
    running,
    lanes,
    async ask(names: readonly string[], weight = 1) {
      for (const name of names) {
        void control.enter(weight).then((lane) => {
          running.push(name);
          lanes.set(name, lane);
        });
      }
      await Promise.resolve();
    },
    async leave(names: readonly string[], how: 'quiet' | 'noisy' | 'untold' = 'untold') {
      for (const name of names) lanes.get(name)?.leave(how);
      await Promise.resolve();
    },
  };
}

test('as many run as there are lanes; the others follow in the order in which they asked', async () => {
  const { ask, leave, running } = setUp(2);
  await ask(['a', 'b', 'c', 'd']);
  expect(running).toEqual(['a', 'b']);
  await leave(['b']);
  expect(running).toEqual(['a', 'b', 'c']);
  await leave(['a', 'c']);
  expect(running).toEqual(['a', 'b', 'c', 'd']);
});

test('lanes are given back once', async () => {
  const { ask, leave, running } = setUp(1);
  await ask(['a', 'b', 'c']);
  await leave(['a', 'a', 'a']);
  expect(running).toEqual(['a', 'b']);
});

describe('who takes several lanes', () => {
  test('waits until they are free, and nobody overtakes', async () => {
    const { ask, leave, running } = setUp(4);
    await ask(['a', 'b']);
    await ask(['heavy'], 3);
    await ask(['c']);
    expect(running).toEqual(['a', 'b']);
    await leave(['a']);
    expect(running).toEqual(['a', 'b', 'heavy']);
    await leave(['b']);
    expect(running).toEqual(['a', 'b', 'heavy', 'c']);
  });

  test('has all of them, and is alone, where there are not that many', async () => {
    const { ask, leave, running, lanes } = setUp(4);
    await ask(['a']);
    await ask(['herd'], 100);
    await ask(['b']);
    expect(running).toEqual(['a']);
    await leave(['a']);
    expect(running).toEqual(['a', 'herd']);
    expect([lanes.get('a')?.isAlone, lanes.get('herd')?.isAlone]).toEqual([false, true]);
    await leave(['herd']);
    expect(running).toEqual(['a', 'herd', 'b']);
  });
});

describe('after noise', () => {
  test('there are half as many lanes, once for all that began together, and never none', async () => {
    const { ask, leave, control } = setUp(8);
    await ask(['a', 'b', 'c']);
    await leave(['a', 'b', 'c'], 'noisy');
    expect(control.width).toBe(4);
    for (const width of [2, 1, 1]) {
      await ask(['again']);
      await leave(['again'], 'noisy');
      expect(control.width).toBe(width);
    }
  });

  test('of one that had all the lanes there are as many as before', async () => {
    const { ask, leave, control } = setUp(4);
    await ask(['herd'], 50);
    await leave(['herd'], 'noisy');
    expect(control.width).toBe(4);
  });

  test('who runs runs on, and nobody follows until there is room', async () => {
    const { ask, leave, running } = setUp(4);
    await ask(['a', 'b', 'c', 'd', 'e']);
    await leave(['a'], 'noisy');
    await leave(['b']);
    expect(running).toEqual(['a', 'b', 'c', 'd']);
    await leave(['c']);
    expect(running).toEqual(['a', 'b', 'c', 'd', 'e']);
  });

  test('four times as many quiet ones in a row as there are lanes bring twice the lanes, up to where it began', async () => {
    const { ask, leave, control } = setUp(4);
    await ask(['a', 'b']);
    await leave(['a', 'b'], 'noisy');
    const widths: number[] = [];
    for (let count = 0; count < 12; count++) {
      await ask(['quiet']);
      await leave(['quiet'], 'quiet');
      widths.push(control.width);
    }
    expect(widths).toEqual([2, 2, 2, 2, 2, 2, 2, 4, 4, 4, 4, 4]);
  });

  test('noise in one that began before the last narrowing keeps them from coming back', async () => {
    const { ask, leave, control } = setUp(4);
    await ask(['a', 'b']);
    await leave(['a'], 'noisy');
    for (const name of ['c', 'd', 'e', 'f', 'g', 'h', 'i']) {
      await ask([name]);
      await leave([name], 'quiet');
    }
    await leave(['b'], 'noisy');
    await ask(['last']);
    await leave(['last'], 'quiet');
    expect(control.width).toBe(2);
  });
});

test('there is room when a lane is free that nobody waits for', async () => {
  const { ask, leave, control } = setUp(2);
  let hasRoom = false;
  await ask(['a', 'b', 'c']);
  void control.room().then(() => {
    hasRoom = true;
  });
  await leave(['a']);
  expect(hasRoom).toBe(false);
  await leave(['b']);
  expect(hasRoom).toBe(true);
});
