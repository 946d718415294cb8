import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { delay } from '../../src/faults/delay.ts';
import { opcodes } from '../../src/wire/frame.ts';
import { frameView } from './frame-view.ts';
import { explanationOf, flowFrom, problemsOf } from './read-options.ts';

const pong = frameView({ opcode: opcodes.pong });

describe('a delay', () => {
  test('gives matching frames a time and leaves the others theirs', () => {
    const hooks = flowFrom(delay, { frames: 'pong', delay: '300ms' });
    expect(hooks.onFrame?.(pong, 1_000)).toEqual([{ kind: 'forward', dueAt: 1_300 }]);
    expect(hooks.onFrame?.(frameView(), 1_000)).toEqual([{ kind: 'forward' }]);
    expect(Object.keys(hooks)).toEqual(['onFrame']);
  });

  test('with jitter stays within it, fills it, and is never negative', () => {
    fc.assert(
      fc.property(fc.integer(), fc.nat(100), (seed, delayMs) => {
        const hooks = flowFrom(delay, { frames: 'pong', delay: `${delayMs}ms`, jitter: '50ms' }, 'to-client', seed);
        const draws = Array.from({ length: 200 }, () => {
          const [action] = hooks.onFrame?.(pong, 0) ?? [];
          return action?.kind === 'forward' ? (action.dueAt ?? Number.NaN) : Number.NaN;
        });
        expect(Math.min(...draws)).toBeGreaterThanOrEqual(Math.max(0, delayMs - 50));
        expect(Math.max(...draws)).toBeLessThan(delayMs + 50);
        expect(Math.max(...draws)).toBeGreaterThan(delayMs + 40);
      }),
      { numRuns: 30 },
    );
  });

  test.each([
    [{ frames: 'pong', delay: '300ms' }, false, false, 'hold pong frames for 300 ms'],
    [{ frames: 'data', delay: '1s', jitter: '5ms' }, false, false, 'hold data frames for 1000 ± 5 ms'],
    [{ frames: { text: 'x' }, delay: '1s' }, true, true, 'hold any frames, text x for 1000 ms'],
    [{ frames: { opcode: 'ping', text: 'x' }, delay: '1s' }, false, true, 'hold ping frames, text x for 1000 ms'],
  ])('%j needs messages uncompressed: %s, needs payloads: %s', (given, touches, needs, explanation) => {
    const options = delay.options.parse(given);
    expect([delay.touchesData(options), delay.needsPayload(options)]).toEqual([touches, needs]);
    expect(explanationOf(delay, given)).toBe(explanation);
  });

  test.each([
    ['no delay', { frames: 'pong' }, ['delay: expected a duration such as "500ms"']],
    ['no frames', { delay: '1s' }, ['frames: Invalid input']],
    [
      'a negative jitter',
      { frames: 'pong', delay: '1s', jitter: '-1s' },
      ['jitter: "-1s" is not a duration; expected a number and a unit (us, ms, s, m, h), such as "500ms"'],
    ],
  ])('refuses %s', (_what, given, problems) => {
    expect(problemsOf(delay, given)).toEqual(problems);
  });
});

test.each([
  [{ frames: 'pong', delay: '1h' }, 'both', 'none'],
  [{ frames: 'any', delay: '1s' }, 'to-client', 'none'],
] as const)('with %j, %s, a client sees: %s', (given, direction, expected) => {
  expect(delay.sign(delay.options.parse(given), direction)).toBe(expected);
});
