import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { FlowAction } from '../../src/faults/action.ts';
import { reorder } from '../../src/faults/reorder.ts';
import { opcodes } from '../../src/wire/frame.ts';
import { frameView } from './frame-view.ts';
import { explanationOf, flowFrom, problemsOf } from './read-options.ts';

/** What each action does: the text that it inserts, or its kind. */
const read = (actions: readonly FlowAction[] = []): readonly string[] =>
  actions.map((action) => (action.kind === 'insert' ? new TextDecoder().decode(action.frame.payload) : action.kind));

const insertedBy = (actions: readonly FlowAction[] = []): readonly string[] =>
  read(actions.filter(({ kind }) => kind === 'insert'));

describe('a reorder', () => {
  test('of two swaps them', () => {
    const hooks = flowFrom(reorder, { window: 2 });
    const said = ['1', '2', '3', '4'].map((text) => read(hooks.onFrame?.(frameView({ text }), 0)));
    expect(said).toEqual([['drop'], ['drop', '2', '1'], ['drop'], ['drop', '4', '3']]);
  });

  test('gives every message of a window once, in any order but their own', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 2, max: 64 }), (seed, window) => {
        const hooks = flowFrom(reorder, { window }, 'to-client', seed);
        const texts = Array.from({ length: window }, (_, index) => `${index}`);
        const said = texts.map((text) => insertedBy(hooks.onFrame?.(frameView({ text }), 0)));
        const released = said.at(-1) ?? [];
        expect(said.slice(0, -1).every((inserted) => inserted.length === 0)).toBe(true);
        expect(released).not.toEqual(texts);
        expect([...released].sort()).toEqual([...texts].sort());
      }),
    );
  });

  test('draws different orders for different seeds', () => {
    const orders = Array.from({ length: 40 }, (_, seed) => {
      const hooks = flowFrom(reorder, { window: 3 }, 'to-client', seed);
      return ['a', 'b', 'c'].flatMap((text) => insertedBy(hooks.onFrame?.(frameView({ text }), 0))).join('');
    });
    expect(new Set(orders)).toEqual(new Set(['acb', 'bac', 'bca', 'cab', 'cba']));
  });

  test.each([
    ['onLift', ['a', 'b']],
    ['onEnd', ['a', 'b', 'forward']],
  ] as const)('lets what waits go on in order with %s', (hook, expected) => {
    const hooks = flowFrom(reorder, { window: 3 });
    for (const text of ['a', 'b']) hooks.onFrame?.(frameView({ text }), 0);
    expect(read(hook === 'onLift' ? hooks.onLift?.(1) : hooks.onEnd?.('fin', 1))).toEqual(expected);
    expect(read(hooks.onLift?.(2))).toEqual([]);
  });

  test('keeps no more than about 4 MiB', () => {
    const hooks = flowFrom(reorder, { window: 64 });
    const said = Array.from(
      { length: 6 },
      () => read(hooks.onFrame?.(frameView({ payload: new Uint8Array(2 ** 20) }), 0)).length,
    );
    expect(said).toEqual([1, 1, 1, 1, 6, 1]);
  });

  test.each([
    ['control frames', frameView({ opcode: opcodes.pong })],
    ['the fragments of a message', frameView({ text: 'a', fin: false })],
    ['continuations', frameView({ opcode: opcodes.continuation, messageOpcode: opcodes.text, text: 'b' })],
    ['what is too long to come with its payload', frameView({ payload: undefined, size: 2 ** 20 + 1 })],
  ])('lets pass at once %s', (_what, frame) => {
    const hooks = flowFrom(reorder, { window: 2 });
    hooks.onFrame?.(frameView({ text: 'waits' }), 0);
    expect(read(hooks.onFrame?.(frame, 0))).toEqual(['forward']);
  });

  test.each([
    [{ window: 2 }, true, 'reorder data frames, 2 at a time'],
    [{ frames: 'pong', window: 8 }, false, 'reorder pong frames, 8 at a time'],
  ])('%j touches messages: %s', (given, touches, explanation) => {
    const options = reorder.options.parse(given);
    expect([reorder.touchesData(options), reorder.needsPayload(options)]).toEqual([touches, true]);
    expect(explanationOf(reorder, given)).toBe(explanation);
  });

  test.each([
    ['no window', {}, ['window: Invalid input: expected number, received undefined']],
    ['a window of one', { window: 1 }, ['window: Too small: expected number to be >=2']],
    ['a window of 65', { window: 65 }, ['window: Too big: expected number to be <=64']],
  ])('refuses %s', (_what, given, problems) => {
    expect(problemsOf(reorder, given)).toEqual(problems);
  });
});

test.each([
  [{ window: 2 }, 'both', 'none'],
] as const)('with %j, %s, a client sees: %s', (given, direction, expected) => {
  expect(reorder.sign(reorder.options.parse(given), direction)).toBe(expected);
});
