import { describe, expect, test } from 'vitest';
import { endActions } from '../../src/faults/ending.ts';
import { idleTimeout } from '../../src/faults/idle-timeout.ts';
import { connectionFrom, explanationOf, problemsOf } from './read-options.ts';

describe('an idle timeout', () => {
  test('ends a connection that carries nothing from the start of the fault on', () => {
    const hooks = connectionFrom(idleTimeout, { after: '60s', how: 'reset' }, 'both', { acceptedAt: 0 });
    expect(hooks.onStart?.(100_000)).toEqual([{ kind: 'wake', at: 160_000 }]);
    expect(hooks.onWake?.(160_000)).toEqual(endActions('reset', 1001));
  });

  test('starts anew with every byte, and asks for one wake only', () => {
    const hooks = connectionFrom(idleTimeout, { after: '10ms' });
    expect(hooks.onStart?.(0)).toEqual([{ kind: 'wake', at: 10 }]);
    hooks.onTraffic?.(4);
    hooks.onTraffic?.(9.5);
    expect(hooks.onWake?.(10)).toEqual([{ kind: 'wake', at: 19.5 }]);
    expect(hooks.onWake?.(19.5)).toEqual(endActions('fin', 1001));
  });

  test.each([
    [{ after: '60s' }, 'FIN after 60 s without a byte', endActions('fin', 1001)],
    [{ after: '1s', how: 'silent' }, 'deliver nothing more after 1 s without a byte', endActions('silent', 1001)],
    [{ after: '1s', how: 'close' }, 'Close 1001 and FIN after 1 s without a byte', endActions('close', 1001)],
    [
      { after: '1s', how: 'close', code: 4000 },
      'Close 4000 and FIN after 1 s without a byte',
      endActions('close', 4000),
    ],
  ])('%j: %s', (given, explanation, actions) => {
    const hooks = connectionFrom(idleTimeout, given);
    hooks.onStart?.(0);
    expect(hooks.onWake?.(60_000)).toEqual(actions);
    expect(explanationOf(idleTimeout, given)).toBe(explanation);
  });

  test.each([
    ['no time', {}, ['after: expected a duration such as "500ms"']],
    ['no time at all', { after: '0ms' }, ['after: must be longer than 0']],
    [
      'a code that nobody sends',
      { after: '1s', code: 1001 },
      ['code: only a Close frame has a code: add "how: close"'],
    ],
    [
      'another end',
      { after: '1s', how: 'rst' },
      ['how: Invalid option: expected one of "fin"|"reset"|"silent"|"close"'],
    ],
  ])('refuses %s', (_what, given, problems) => {
    expect(problemsOf(idleTimeout, given)).toEqual(problems);
  });
});

test.each([
  [{ after: '1s' }, 'both', 'none'],
  [{ after: '1s', how: 'silent' }, 'both', 'none'],
] as const)('with %j, %s, a client sees: %s', (given, direction, expected) => {
  expect(idleTimeout.sign(idleTimeout.options.parse(given), direction)).toBe(expected);
});
