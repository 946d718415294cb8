import { describe, expect, test } from 'vitest';
import { flap } from '../../src/faults/flap.ts';
import { encodeClosePayload } from '../../src/wire/close-payload.ts';
import { connectionFrom, explanationOf, problemsOf } from './read-options.ts';

const seals = [
  { kind: 'seal', direction: 'to-client' },
  { kind: 'seal', direction: 'to-server' },
];
const close = (code: number): unknown => ({ opcode: 8, payload: encodeClosePayload(code, '') });

describe('a flap', () => {
  test.each([
    [
      {},
      [
        { kind: 'seal', direction: 'to-client' },
        { kind: 'reset', side: 'client', afterWrites: true },
        { kind: 'reset', side: 'server' },
      ],
      'RST right after the 101',
    ],
    [
      { with: 'fin' },
      [...seals, { kind: 'end', side: 'client' }, { kind: 'end', side: 'server' }],
      'FIN right after the 101',
    ],
    [
      { with: 'close', code: 1013 },
      [
        { kind: 'inject', direction: 'to-client', frame: close(1013) },
        { kind: 'seal', direction: 'to-client' },
        { kind: 'end', side: 'client' },
        { kind: 'inject', direction: 'to-server', frame: close(1013) },
        { kind: 'seal', direction: 'to-server' },
        { kind: 'end', side: 'server' },
      ],
      'Close 1013 and FIN right after the 101',
    ],
  ])('with %j ends both sides as soon as the connection is open', (given, actions, explanation) => {
    const hooks = connectionFrom(flap, given);
    expect(hooks.onStart).toBeUndefined();
    expect(hooks.onOpen?.(7)).toEqual(actions);
    expect(explanationOf(flap, given)).toBe(explanation);
  });

  test('waits for its time after the 101', () => {
    const hooks = connectionFrom(flap, { after: '50ms', with: 'fin' });
    expect(hooks.onOpen?.(1_000)).toEqual([{ kind: 'wake', at: 1_050 }]);
    expect(hooks.onWake?.(1_051)).toEqual(connectionFrom(flap, { with: 'fin' }).onOpen?.(0));
    expect(explanationOf(flap, { after: '50ms', with: 'fin' })).toBe('FIN 50 ms after the 101');
  });

  test('says 1011 unless it is told otherwise', () => {
    expect(explanationOf(flap, { with: 'close' })).toBe('Close 1011 and FIN right after the 101');
  });

  test.each([
    ['a code without a Close frame', { code: 1012 }, ['code: only a Close frame has a code: add "with: close"']],
    ['a code that does not fit', { with: 'close', code: 65_536 }, ['code: Too big: expected number to be <=65535']],
    ['a bare number', { after: 20 }, ['after: a duration needs a unit: "20ms" or "20s"?']],
    ['silence', { with: 'silent' }, ['with: Invalid option: expected one of "fin"|"reset"|"close"']],
  ])('refuses %s', (_what, given, problems) => {
    expect(problemsOf(flap, given)).toEqual(problems);
  });
});

test.each([[{}, 'both', 'end']] as const)('with %j, %s, a client sees: %s', (given, direction, expected) => {
  expect(flap.sign(flap.options.parse(given), direction)).toBe(expected);
});
