import { describe, expect, test } from 'vitest';
import {
  closeActions,
  closeCode,
  closeReason,
  describeEnding,
  endActions,
  ending,
  finActions,
  isCodeUsed,
  resetActions,
} from '../../src/faults/ending.ts';
import { encodeClosePayload } from '../../src/wire/close-payload.ts';

const sealed = [
  { kind: 'seal', direction: 'to-client' },
  { kind: 'seal', direction: 'to-server' },
];
const frame = { opcode: 8, payload: encodeClosePayload(1001, 'too old') };

describe('the ending', () => {
  test.each([
    ['fin', [...sealed, { kind: 'end', side: 'client' }, { kind: 'end', side: 'server' }], 'FIN'],
    [
      'reset',
      [
        { kind: 'reset', side: 'client' },
        { kind: 'reset', side: 'server' },
      ],
      'RST',
    ],
    ['silent', sealed, 'deliver nothing more'],
    [
      'close',
      [
        { kind: 'inject', direction: 'to-client', frame },
        { kind: 'seal', direction: 'to-client' },
        { kind: 'end', side: 'client' },
        { kind: 'inject', direction: 'to-server', frame },
        { kind: 'seal', direction: 'to-server' },
        { kind: 'end', side: 'server' },
      ],
      'Close 1001 and FIN',
    ],
  ] as const)('%s concerns both sides', (how, actions, description) => {
    expect(endActions(how, 1001, 'too old')).toEqual(actions);
    expect(describeEnding(how, 1001)).toBe(description);
    expect(ending.parse(how)).toBe(how);
  });

  test('of one side seals both directions before a FIN, and none before a RST', () => {
    expect(finActions(['server'])).toEqual([...sealed, { kind: 'end', side: 'server' }]);
    expect(resetActions(['client'])).toEqual([{ kind: 'reset', side: 'client' }]);
  });

  test.each([
    ['fin', [{ kind: 'end', side: 'server' }]],
    ['reset', [{ kind: 'reset', side: 'server', afterWrites: true }]],
    ['open', []],
  ] as const)('with a Close frame in one direction, then %s, leaves the other direction alone', (then, last) => {
    expect(closeActions('to-server', 1001, 'too old', then)).toEqual([
      { kind: 'inject', direction: 'to-server', frame },
      { kind: 'seal', direction: 'to-server' },
      ...last,
    ]);
  });
});

test.each([
  ['the code', closeCode, 65_535, 65_536, 'Too big: expected number to be <=65535'],
  ['the code from below', closeCode, 0, -1, 'Too small: expected number to be >=0'],
  [
    'the reason, which counts bytes,',
    closeReason,
    `${'é'.repeat(61)}x`,
    'é'.repeat(62),
    'a close reason has at most 123 bytes of UTF-8, this one has 124',
  ],
] as const)('%s takes what fits and refuses what does not', (_what, schema, fits, tooMuch, problem) => {
  expect(schema.parse(fits)).toBe(fits);
  expect(schema.safeParse(tooMuch).error?.issues.map(({ message }) => message)).toEqual([problem]);
});

test.each([
  ['close', 1001, true],
  ['close', undefined, true],
  ['fin', undefined, true],
  ['fin', 1001, false],
  ['silent', 1001, false],
] as const)('beside how: %s the code %s is of use: %s', (how, code, expected) => {
  expect(isCodeUsed({ how, code })).toBe(expected);
});
