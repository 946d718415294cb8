import { expect, test } from 'vitest';
import { createTurnTaking } from '../../src/runner/turn-taking.ts';

/** Starts that write down their names. */
function startsOf(name: string, count: number, heard: string[]) {
  return Array.from({ length: count }, (_, index) => async () => void heard.push(`${name}${index}`));
}

test('cases take turns, in the order of their places, however late one of them comes', async () => {
  const heard: string[] = [];
  const turns = createTurnTaking(2);
  const second = turns.begin(1, startsOf('b', 3, heard));
  expect(heard).toEqual([]);
  const first = turns.begin(0, startsOf('a', 2, heard));
  expect(heard).toEqual(['a0', 'b0', 'a1', 'b1', 'b2']);
  expect([(await first).length, (await second).length]).toEqual([2, 3]);
});

test('nobody waits for a case that left before it began', async () => {
  const heard: string[] = [];
  const turns = createTurnTaking(3);
  const begun = [turns.begin(0, startsOf('a', 2, heard)), turns.begin(2, startsOf('c', 2, heard))];
  turns.leave(1);
  await Promise.all(begun);
  expect(heard).toEqual(['a0', 'c0', 'a1', 'c1']);
});

test('a case that leaves after it began changes nothing', async () => {
  const heard: string[] = [];
  const turns = createTurnTaking(2);
  const first = turns.begin(0, startsOf('a', 1, heard));
  turns.leave(0);
  expect(heard).toEqual([]);
  turns.leave(1);
  expect(await first).toHaveLength(1);
});
