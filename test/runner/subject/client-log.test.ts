import { expect, test } from 'vitest';
import { createClientLog } from '../../../src/runner/subject/client-log.ts';

const countTo = (n: number): readonly string[] => Array.from({ length: n }, (_, i) => `line ${i + 1}`);

test('the last 200 lines are kept, and the last 20 of them describe an end', () => {
  const log = createClientLog();
  for (const line of countTo(250)) log.add(line);
  expect(log.lines).toEqual(countTo(250).slice(50));
  expect(log.lastLines).toEqual(countTo(250).slice(230));
});

test('a text of several lines is several', () => {
  const log = createClientLog();
  log.add('one\n\ntwo');
  expect(log.lines).toEqual(['one', '', 'two']);
});

test('a line is cut to 2000 bytes, printed or added', () => {
  const log = createClientLog();
  const long = Buffer.from('x'.repeat(3_000));
  log.note(long, 0, long.length);
  log.settle();
  log.add(long.toString());
  expect(log.lines.map(({ length }) => length)).toEqual([2_000, 2_000]);
});
