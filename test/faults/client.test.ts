import { describe, expect, test } from 'vitest';
import { client } from '../../src/faults/client.ts';
import { explanationOf, problemsOf, processFrom } from './read-options.ts';

describe('on the client', () => {
  test.each([
    ['pause', ['pause'], ['resume'], 'stop the client; let it go on when lifted'],
    ['resume', ['resume'], [], 'let the client go on'],
  ] as const)('the action %s does %j, and %j when lifted', (action, first, last, explanation) => {
    const hooks = processFrom(client, { action });
    const asked = (what: string): unknown => ({ kind: 'process', side: 'client', what });
    expect(hooks.onStart(0)).toEqual(first.map(asked));
    // Without a way back it is over when it is done.
    expect(hooks.onLift?.(0)).toEqual(last.length === 0 ? undefined : last.map(asked));
    expect(explanationOf(client, { action })).toBe(explanation);
  });

  test('a client is not killed: it would have nothing left to show', () => {
    expect(problemsOf(client, { action: 'kill' })).toEqual([
      'action: Invalid option: expected one of "pause"|"resume"',
    ]);
  });
});

test.each(['pause', 'resume'] as const)('after %s the client itself can see nothing of it', (action) => {
  expect(client.sign({ action }, 'both')).toBe('none');
});
