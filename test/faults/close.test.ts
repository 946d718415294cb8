import { describe, expect, test } from 'vitest';
import { close } from '../../src/faults/close.ts';
import { encodeClosePayload } from '../../src/wire/close-payload.ts';
import { connectionFrom, explanationOf, problemsOf } from './read-options.ts';

const frame = (code: number, reason: string): unknown => ({ opcode: 8, payload: encodeClosePayload(code, reason) });

describe('a close', () => {
  test.each([
    ['fin', [{ kind: 'end', side: 'client' }], 'Close 1012 "restarting", then FIN'],
    ['reset', [{ kind: 'reset', side: 'client', afterWrites: true }], 'Close 1012 "restarting", then RST'],
    ['open', [], 'Close 1012 "restarting", then leave TCP open'],
  ] as const)('then %s writes the frame, seals the direction and finishes', (then, last, explanation) => {
    const given = { code: 1012, reason: 'restarting', then };
    expect(connectionFrom(close, given).onStart?.(0)).toEqual([
      { kind: 'inject', direction: 'to-client', frame: frame(1012, 'restarting') },
      { kind: 'seal', direction: 'to-client' },
      ...last,
    ]);
    expect(explanationOf(close, given)).toBe(explanation);
  });

  test('says 1001 and goes to the client unless it is told otherwise', () => {
    expect(explanationOf(close, {})).toBe('Close 1001, then FIN');
    expect(close.defaultDirection).toBe('to-client');
  });

  test('can go both ways', () => {
    const actions = connectionFrom(close, { then: 'open' }, 'both').onStart?.(0) ?? [];
    expect(actions.map((action) => ('direction' in action ? [action.kind, action.direction] : []))).toEqual([
      ['inject', 'to-client'],
      ['seal', 'to-client'],
      ['inject', 'to-server'],
      ['seal', 'to-server'],
    ]);
  });

  test.each([
    ['a code that must not be on the wire', { code: 1006 }, []],
    ['the largest number that fits', { code: 65_535 }, []],
    ['a reason of 123 bytes', { reason: 'é'.repeat(61) }, []],
    ['a code that does not fit', { code: 65_536 }, ['code: Too big: expected number to be <=65535']],
    ['a negative code', { code: -1 }, ['code: Too small: expected number to be >=0']],
    [
      'a reason of 124 bytes in 62 letters',
      { reason: 'é'.repeat(62) },
      ['reason: a close reason has at most 123 bytes of UTF-8, this one has 124'],
    ],
    ['an unknown ending', { then: 'hang' }, ['then: Invalid option: expected one of "fin"|"reset"|"open"']],
  ])('takes or refuses %s', (_what, given, problems) => {
    expect(problemsOf(close, given)).toEqual(problems);
  });
});

test.each([
  [{}, 'to-client', 'end'],
  [{}, 'both', 'end'],
  [{}, 'to-server', 'none'],
] as const)('with %j, %s, a client sees: %s', (given, direction, expected) => {
  expect(close.sign(close.options.parse(given), direction)).toBe(expected);
});
