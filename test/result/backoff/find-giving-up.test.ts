import { expect, test } from 'vitest';
import { findGivingUp } from '../../../src/result/backoff/find-giving-up.ts';
import { seriesOf } from './dial-series.ts';

const dials = [
  ['loss', 100],
  ['nothing', 200],
] as const;

test.each([
  ['said so', { end: 'gave-up' }, { how: 'said', series: 1, afterDials: 2 }],
  ['ended', { end: 'exited' }, { how: 'exited', series: 1, afterDials: 2 }],
  ['was quiet', { end: 'iteration', quietMs: 5000 }, { how: 'quiet', afterDials: 2, quietMs: 5000 }],
] as const)('a client that %s', (_what, changes, expected) => {
  expect(findGivingUp([seriesOf(dials, changes)])).toMatchObject(expected);
});

test('one that was back did not give up', () => {
  expect(findGivingUp([seriesOf(dials)])).toBeUndefined();
});

test('more clients gave up than a call takes arguments', () => {
  const many = Array.from({ length: 150_000 }, () => seriesOf(dials, { end: 'gave-up', quietMs: 7 }));
  expect(findGivingUp(many)).toEqual({ how: 'said', series: 150_000, afterDials: 2, quietMs: 7 });
});
