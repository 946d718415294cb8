import { describe, expect, test } from 'vitest';
import { createLaneControl } from '../../src/runner/lane-control.ts';

/** Asks for lanes; `running` are the names of those that got one. */
function setUp(lanes: number) {
  const control = createLaneControl(lanes);
  const running: string[] = [];
  const leave = new Map<string, () => void>();
  return {
    control,
    running,
    async ask(...names: readonly string[]) {
      for (const name of names) {
        void control.enter().then((giveBack) => {
          running.push(name);
          leave.set(name, giveBack);
        });
      }
      await Promise.resolve();
    },
    async leave(...names: readonly string[]) {
      for (const name of names) leave.get(name)?.();
      await Promise.resolve();
    },
  };
}

test('as many run as there are lanes; the others follow in the order in which they asked', async () => {
  const { ask, leave, running } = setUp(2);
  await ask('a', 'b', 'c', 'd');
  expect(running).toEqual(['a', 'b']);
  await leave('b');
  expect(running).toEqual(['a', 'b', 'c']);
  await leave('a', 'c');
  expect(running).toEqual(['a', 'b', 'c', 'd']);
});

test('a lane is given back once', async () => {
  const { ask, leave, running } = setUp(1);
  await ask('a', 'b', 'c');
  await leave('a', 'a', 'a');
  expect(running).toEqual(['a', 'b']);
});

test('narrowing halves the lanes, once for all that began at one width, and leaves one', () => {
  const { control } = setUp(8);
  control.narrowFrom(8);
  control.narrowFrom(8);
  expect(control.width).toBe(4);
  for (const width of [4, 2, 1, 1]) control.narrowFrom(width);
  expect(control.width).toBe(1);
});

test('who runs when the lanes narrow runs on, and nobody follows until there is room', async () => {
  const { ask, leave, running, control } = setUp(4);
  await ask('a', 'b', 'c', 'd', 'e');
  control.narrowFrom(4);
  await leave('a', 'b');
  expect(running).toEqual(['a', 'b', 'c', 'd']);
  await leave('c');
  expect(running).toEqual(['a', 'b', 'c', 'd', 'e']);
});

describe('from case to case', () => {
  test('what was learnt holds, and twice as many are tried after each case without noise, up to what it may have', () => {
    const { control } = setUp(8);
    control.narrowFrom(8);
    control.narrowFrom(4);
    const widths = [8, 8, 8, 8, 8].map((lanes) => {
      control.nextCase(lanes);
      return control.width;
    });
    expect(widths).toEqual([2, 4, 8, 8, 8]);
  });

  test('a case that may have fewer has fewer, and tells nothing about more', () => {
    const { control } = setUp(32);
    control.narrowFrom(32);
    const widths = [8, 1, 32].map((lanes) => {
      control.nextCase(lanes);
      return control.width;
    });
    expect(widths).toEqual([8, 1, 16]);
  });

  test('without any noise each case has what it may have', () => {
    const { control } = setUp(1);
    const widths = [8, 2, 8].map((lanes) => {
      control.nextCase(lanes);
      return control.width;
    });
    expect(widths).toEqual([8, 2, 8]);
  });

  test('noise in one that began before the last narrowing keeps it from widening', () => {
    const { control } = setUp(8);
    control.narrowFrom(8);
    control.nextCase(8);
    control.narrowFrom(8);
    control.nextCase(8);
    expect(control.width).toBe(4);
  });
});
