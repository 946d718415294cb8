import { describe, expect, it } from 'vitest';
import { formatBound, formatFigure } from '../../src/report/format-figure.ts';

describe('a figure', () => {
  it.each([
    ['a duration', 1018.4, 'duration', '1.02 s'],
    ['no time at all', 0, 'duration', '0 ms'],
    ['a count', 5, 'count', '5'],
    ['the median of counts', 2.5, 'count', '2.5'],
    ['a share', 0.95, 'share', '95 %'],
    ['a share that is not round', 2 / 3, 'share', '66.7 %'],
    ['a duration that is known to be longer than this, rounded down', 'censored', 'duration', '>14.9 s'],
    ['a count that never came', 'censored', 'count', 'never'],
    ['what was not observed', null, 'duration', 'n/o'],
    ['what is not there', undefined, 'count', 'n/o'],
  ] as const)('writes %s', (_title, figure, unit, expected) => {
    expect(formatFigure(figure, unit, 14_960)).toBe(expected);
  });
});

describe('a bound', () => {
  it.each([
    ['in the unit of its worst', { style: 'ping', best: 500, worst: 1500 }, '0.5 – 1.5 s'],
    ['in milliseconds', { style: 'ping', best: 200, worst: 700 }, '200 – 700 ms'],
    ['in whole seconds', { style: 'server', best: 20_000, worst: 45_000 }, '20 – 45 s'],
    ['in two units where they are far apart', { style: 'ping', best: 500, worst: 120_000 }, '500 ms – 2 min'],
    ['as one figure where there is but one', { style: 'ping', best: 500, worst: 500 }, '500 ms'],
    ['as one network delay', { style: 'rtt', best: 0, worst: 0 }, '1 RTT'],
    ['as never', { style: 'none', best: null, worst: null }, 'never'],
    ['as nothing where theory says nothing', null, '–'],
  ])('is written %s', (_title, bound, expected) => {
    expect(formatBound(bound)).toBe(expected);
  });
});
