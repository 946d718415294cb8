import { describe, expect, test } from 'vitest';
import { limitBytes } from '../../src/faults/limit-bytes.ts';
import { explanationOf, flowFrom, problemsOf } from './read-options.ts';

describe('limit-bytes', () => {
  test.each([
    [
      'in the middle of a chunk',
      [4, 4, 4],
      [{ kind: 'forward' }, { kind: 'forward' }, { kind: 'cut', bytes: 2, then: 'fin' }],
    ],
    ['at the end of a chunk', [5, 5], [{ kind: 'forward' }, { kind: 'cut', bytes: 5, then: 'fin' }]],
    ['in the first chunk', [11], [{ kind: 'cut', bytes: 10, then: 'fin' }]],
  ])('passes exactly its bytes, also %s', (_where, lengths, actions) => {
    const hooks = flowFrom(limitBytes, { bytes: '10B', then: 'fin' });
    expect(lengths.flatMap((length) => hooks.onChunk?.(new Uint8Array(length), 0) ?? [])).toEqual(actions);
    expect(hooks.onEnd).toBeUndefined();
  });

  test('lets nothing by with 0B, and waits for the first byte', () => {
    const hooks = flowFrom(limitBytes, { bytes: '0B', then: 'fin' });
    expect(hooks.onChunk?.(Uint8Array.of(1), 0)).toEqual([{ kind: 'cut', bytes: 0, then: 'fin' }]);
  });

  test('stalls unless it is told how to end', () => {
    expect(explanationOf(limitBytes, { bytes: '64KiB' })).toBe('pass 65536 bytes, then stall');
    expect(explanationOf(limitBytes, { bytes: '1B', then: 'reset' })).toBe('pass 1 bytes, then RST');
  });

  test.each([
    ['no limit', {}, ['bytes: expected a size such as "64KiB"']],
    ['a bare number', { bytes: 10 }, ['bytes: a size needs a unit: "10B" or "10KiB"?']],
  ])('refuses %s', (_what, given, problems) => {
    expect(problemsOf(limitBytes, given)).toEqual(problems);
  });
});

test.each([
  [{ bytes: '1B' }, 'both', 'none'],
] as const)('with %j, %s, a client sees: %s', (given, direction, expected) => {
  expect(limitBytes.sign(limitBytes.options.parse(given), direction)).toBe(expected);
});
