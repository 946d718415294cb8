import { describe, expect, test } from 'vitest';
import type { ConnectionAction, WakeAction } from '../../src/faults/action.ts';
import type { ConnectionHooks } from '../../src/faults/fault-hooks.ts';
import { inject } from '../../src/faults/inject.ts';
import { opcodes } from '../../src/wire/frame.ts';
import { connectionFrom, explanationOf, problemsOf } from './read-options.ts';

type Said = readonly (ConnectionAction | WakeAction)[];

/** How many frames, and when it wants to be woken. */
const read = (said: Said = []): unknown => [
  said.filter(({ kind }) => kind === 'inject').length,
  ...said.flatMap((action) => (action.kind === 'wake' ? [action.at] : [])),
];
const hear = (hooks: ConnectionHooks, openAt: number, ...wakeAt: readonly number[]): unknown => [
  read(hooks.onOpen?.(openAt)),
  ...wakeAt.map((now) => read(hooks.onWake?.(now))),
];

describe('inject', () => {
  test('sends a frame once, as soon as the connection is open', () => {
    const hooks = connectionFrom(inject, { frame: { opcode: 'text', text: 'hi' } });
    expect(hooks.onStart).toBeUndefined();
    expect(hooks.onOpen?.(7)).toEqual([
      {
        kind: 'inject',
        direction: 'to-client',
        frame: {
          ...{ opcode: opcodes.text, fin: true, rsv1: false, rsv2: false, rsv3: false },
          payload: new TextEncoder().encode('hi'),
        },
      },
    ]);
  });

  test('woken when it asked for it always sends one more, also where the interval is no round number', () => {
    const hooks = connectionFrom(inject, { preset: 'ping', every: '1.1ms' });
    let said = hooks.onOpen?.(1_000) ?? [];
    for (let index = 0; index < 5_000; index++) {
      const wake = said.find((action) => action.kind === 'wake');
      expect(said.filter(({ kind }) => kind === 'inject')).toHaveLength(1);
      said = hooks.onWake?.(wake?.at ?? 0) ?? [];
    }
  });

  test('goes both ways when it is told to', () => {
    const said = connectionFrom(inject, { preset: 'ping' }, 'both').onOpen?.(0) ?? [];
    expect(said.map((action) => 'direction' in action && action.direction)).toEqual(['to-client', 'to-server']);
  });

  test.each([
    [
      'again and again',
      { every: '10ms' },
      [5, 15, 25.5, 35],
      [
        [1, 15],
        [1, 25],
        [1, 35],
        [1, 45],
      ],
    ],
    ['so often', { every: '10ms', count: 3 }, [5, 15, 25], [[1, 15], [1, 25], [1]]],
    [
      'late when it is woken late, and then as many as it owes',
      { every: '10ms' },
      [0, 35],
      [
        [1, 10],
        [3, 40],
      ],
    ],
    ['so many at once', { count: 30 }, [0], [[30]]],
    ['a burst in batches', { count: 250 }, [0, 1, 2], [[100, 1], [100, 2], [50]]],
    [
      'no more than a batch after a long sleep, and then in time again',
      { every: '1ms' },
      [0, 5_000, 5_001],
      [
        [1, 1],
        [100, 5_001],
        [1, 5_002],
      ],
    ],
  ] as const)('sends %s', (_what, given, [openAt, ...wakeAt], said) => {
    expect(hear(connectionFrom(inject, { preset: 'ping', ...given }), openAt, ...wakeAt)).toEqual(said);
  });

  test.each([
    [{ preset: 'ping' }, 'inject ping'],
    [{ preset: 'ping', every: '100ms' }, 'inject ping, one every 100 ms'],
    [{ preset: 'pong', every: '100ms', count: 5 }, 'inject 5 × pong, one every 100 ms'],
    [{ preset: 'tiny-fragments' }, 'inject 10000 tiny fragments'],
    [{ preset: 'tiny-fragments', fragments: 7 }, 'inject 7 tiny fragments'],
    [{ frame: { opcode: 'text', text: 'hi' } }, 'inject text frame, 2 bytes'],
    [{ frame: { opcode: 'close' }, count: 2 }, 'inject 2 × close frame, 0 bytes'],
  ])('explains %j', (given, explanation) => {
    expect(explanationOf(inject, given)).toBe(explanation);
  });

  test.each([
    [{ preset: 'bad-rsv' }, true],
    [{ preset: 'bad-deflate' }, false],
    [{ preset: 'bad-utf8' }, false],
    [{ frame: { opcode: 'text', text: 'x' } }, false],
  ])('%j keeps permessage-deflate out of the handshake: %s', (given, touches) => {
    expect(inject.touchesData(inject.options.parse(given))).toBe(touches);
  });

  test.each([
    ['nothing to inject', {}, ['give frame or preset, one of them']],
    ['both', { preset: 'ping', frame: { opcode: 'ping' } }, ['give frame or preset, one of them']],
    ['a flood without end', { preset: 'ping', every: '0ms' }, ['every: at least 1ms']],
    ['no frame', { preset: 'ping', count: 0 }, ['count: Too small: expected number to be >=1']],
    [
      'fragments of something else',
      { preset: 'ping', fragments: 5 },
      ['fragments: only tiny-fragments are counted so: add "preset: tiny-fragments"'],
    ],
    ['one fragment', { preset: 'tiny-fragments', fragments: 1 }, ['fragments: Too small: expected number to be >=2']],
    [
      'what nothing can follow, again and again',
      { preset: 'huge-length', every: '1s' },
      ['preset: nothing can follow it: leave out every and count'],
    ],
    [
      'a burst that is too heavy',
      { frame: { opcode: 'binary', size: '9MiB' }, count: 2 },
      ['count: more than 16MiB at once: add every, or send fewer'],
    ],
    [
      'a problem within the frame',
      { frame: { opcode: 'text', code: 1 } },
      ['frame.code: only a Close frame has a code'],
    ],
  ])('refuses %s', (_what, given, problems) => {
    expect(problemsOf(inject, given)).toEqual(problems);
  });

  test('goes to the client unless it is told otherwise', () => {
    expect(inject.defaultDirection).toBe('to-client');
  });
});

test.each([
  [{ preset: 'ping' }, 'to-client', 'none'],
  [{ preset: 'bad-opcode' }, 'to-client', 'none'],
  [{ preset: 'huge-length' }, 'to-client', 'silence'],
  [{ preset: 'tiny-fragments' }, 'both', 'silence'],
  [{ preset: 'huge-length' }, 'to-server', 'none'],
  [{ preset: 'bad-close' }, 'to-client', 'end'],
  [{ preset: 'data-after-close' }, 'to-client', 'end'],
  [{ frame: { opcode: 'close' } }, 'to-client', 'end'],
  [{ frame: { opcode: 'close' } }, 'to-server', 'none'],
  [{ frame: { opcode: 'text' } }, 'to-client', 'none'],
] as const)('with %j, %s, a client sees: %s', (given, direction, expected) => {
  expect(inject.sign(inject.options.parse(given), direction)).toBe(expected);
});
