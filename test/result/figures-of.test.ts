import { describe, expect, it } from 'vitest';
import { figuresOf, hasRecovered } from '../../src/result/figures-of.ts';
import { iterationOf } from './iteration.ts';

describe('the figures of an iteration', () => {
  it.each([
    ['one number', { detection: 5 }, 'detection', [5]],
    ['a list', { interval: [1, 2] }, 'interval', [1, 2]],
    ['a censored one', { detection: 'censored' }, 'detection', ['censored']],
    ['none where it was not observed', { attempts: null }, 'attempts', []],
    ['none of an unknown metric', {}, 'detection', []],
    ['the share of its own that recovered', {}, 'recovered', [1]],
  ] as const)('are %s', (_title, samples, metric, expected) => {
    expect(figuresOf(iterationOf(0, samples), metric)).toEqual(expected);
  });

  it('are censored for an attempt that a lost client never made', () => {
    const stuck = iterationOf(0, { attempts: 2, 'schedule.0': 5, 'schedule.1': 9 }, { verdict: 'stuck' });
    expect(figuresOf(stuck, 'schedule.1')).toEqual([9]);
    expect(figuresOf(stuck, 'schedule.2')).toEqual(['censored']);
    expect(figuresOf({ ...stuck, verdict: 'recovered' }, 'schedule.2')).toEqual([]);
    expect(figuresOf({ ...stuck, samples: { attempts: null } }, 'schedule.2')).toEqual([]);
  });
});

describe('a client', () => {
  const { marks } = iterationOf(0, {});

  it.each([
    ['recovered', true],
    ['unaffected', true],
    ['spurious', true],
    ['undetected', false],
    ['stuck', false],
    ['gave-up', false],
    ['crashed', false],
    ['invalid', false],
  ] as const)('whose verdict is %s counts as recovered: %s', (verdict, expected) => {
    expect(hasRecovered(iterationOf(0, {}, { verdict }))).toBe(expected);
  });

  it('that broke its link and is not back did not recover', () => {
    expect(hasRecovered(iterationOf(0, {}, { verdict: 'spurious', marks: { ...marks, ready: null } }))).toBe(false);
  });
});
