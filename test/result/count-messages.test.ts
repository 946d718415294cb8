import { describe, expect, it } from 'vitest';
import { countMessages } from '../../src/result/count-messages.ts';
import { message } from './stream.ts';

const sent = (...sequences: readonly number[]) =>
  sequences.map((sequence) => message(sequence, 'sent', 'up', sequence));
const delivered = (...sequences: readonly number[]) =>
  sequences.map((sequence, index) => message(100 + index, 'delivered', 'up', sequence));

describe('messages of one direction', () => {
  it.each([
    ['that all arrive in order', sent(1, 2, 3), delivered(1, 2, 3), { lost: 0, duplicated: 0, reordered: 0 }],
    ['of which one never arrives', sent(1, 2, 3), delivered(1, 3), { lost: 1, duplicated: 0, reordered: 0 }],
    ['of which one arrives three times', sent(1, 2), delivered(1, 2, 2, 2), { lost: 0, duplicated: 2, reordered: 0 }],
    [
      'of which one arrives after a later one',
      sent(1, 2, 3),
      delivered(1, 3, 2),
      { lost: 0, duplicated: 0, reordered: 1 },
    ],
    [
      'of which an early one arrives again late',
      sent(1, 2, 3),
      delivered(1, 2, 3, 1),
      { lost: 0, duplicated: 1, reordered: 0 },
    ],
    [
      'sent twice under one number and delivered once',
      sent(1, 1),
      delivered(1),
      { lost: 0, duplicated: 0, reordered: 0 },
    ],
    ['whose sending nobody told', [], delivered(4, 5), { lost: 0, duplicated: 0, reordered: 0 }],
  ])('%s', (_title, sending, arrival, expected) => {
    expect(countMessages([...sending, ...arrival])).toEqual({ up: expected, down: null });
  });
});

it('counts directions and streams for themselves', () => {
  const counts = countMessages([
    message(1, 'sent', 'up', 1, 'a'),
    message(2, 'delivered', 'up', 1, 'b'),
    message(3, 'sent', 'down', 1, 'a'),
    message(4, 'delivered', 'down', 1, 'a'),
  ]);
  expect(counts.up?.lost).toBe(1);
  expect(counts.down?.lost).toBe(0);
});

it('knows nothing of a direction in which nothing was seen', () => {
  expect(countMessages([])).toEqual({ up: null, down: null });
});
