import { describe, expect, it } from 'vitest';
import { formatSuggestion, suggest } from '../../src/base/suggest.ts';

const faults = ['latency', 'bandwidth', 'drop', 'reset', 'retryAfter'];

describe('suggest', () => {
  it.each([
    ['latncy', 'latency'],
    ['LATENCY', 'latency'],
    ['bandwith', 'bandwidth'],
    ['dorp', undefined],
    ['drpo', undefined],
    ['drops', 'drop'],
    ['rest', 'reset'],
    ['retryafter', 'retryAfter'],
    ['retry-after', 'retryAfter'],
    ['blackhole', undefined],
  ])('%s leads to %s', (name, expected) => {
    expect(suggest(name, faults)).toBe(expected);
  });

  it('does not take the case of a valid name for a difference', () => {
    expect(suggest('MAXBYTES', ['maxbyt', 'MAXBYTES'])).toBe('MAXBYTES');
  });

  it('lets at most three letters differ, however long the name', () => {
    const valid = ['abcdefghijklmnopqrst'];
    expect(suggest('xyzdefghijklmnopqrst', valid)).toBe(valid[0]);
    expect(suggest('xyzwefghijklmnopqrst', valid)).toBeUndefined();
  });

  it('has nothing to suggest where no name is valid', () => {
    expect(suggest('latency', [])).toBeUndefined();
  });
});

describe('formatSuggestion', () => {
  it.each([
    ['latncy', ' (did you mean "latency"?)'],
    ['blackhole', ''],
  ])('turns %s into words', (name, text) => {
    expect(formatSuggestion(name, faults)).toBe(text);
  });
});
