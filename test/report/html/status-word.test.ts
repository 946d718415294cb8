import { expect, test } from 'vitest';
import { statusMark, verdictMark } from '../../../src/report/html/status-word.ts';
import { textOf } from './read-markup.ts';

test.each([
  ['pass', '✓ passed'],
  ['fail', '✗ failed'],
  ['unmeasured', '? not measured'],
] as const)('%s has a sign and a word', (status, text) => {
  expect(textOf(statusMark(status))).toBe(text);
});

test('a verdict stands out where something is wrong', () => {
  expect(verdictMark('recovered')).toMatchObject({ attributes: { class: 'verdict' } });
  expect(verdictMark('stuck')).toMatchObject({ attributes: { class: 'verdict bad' } });
});
