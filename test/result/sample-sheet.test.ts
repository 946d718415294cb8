import { expect, it } from 'vitest';
import { createSampleSheet, roundToNanoseconds } from '../../src/result/sample-sheet.ts';

it('keeps a figure with who told it, and a reason where there is none', () => {
  const sheet = createSampleSheet();
  sheet.put('detection', 3.5, 'client');
  sheet.put('noise.loop', 1);
  sheet.put('outage', 'censored');
  sheet.skip('attempts', 'nobody saw them');
  expect(sheet.read()).toEqual({
    samples: { detection: 3.5, 'noise.loop': 1, outage: 'censored', attempts: null },
    unobservable: { attempts: 'nobody saw them' },
    source: { detection: 'client' },
  });
});

it('has no figure below 0: two observers may see one instant apart', () => {
  const sheet = createSampleSheet();
  sheet.put('close', -0.2);
  sheet.put('interval', [1, -0.1]);
  expect(sheet.read().samples).toEqual({ close: 0, interval: [1, 0] });
});

it.each([
  ['the noise of floating point', 1478.4000000000001, 1478.4],
  ['what is less than a nanosecond', 0.0000004, 0],
  ['the sign of nothing', -0.0000004, 0],
])('cuts %s', (_title, ms, expected) => {
  expect(roundToNanoseconds(ms)).toBe(expected);
});
