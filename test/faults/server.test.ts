import { describe, expect, test } from 'vitest';
import { server } from '../../src/faults/server.ts';
import { explanationOf, problemsOf, processFrom } from './read-options.ts';

describe('on the server', () => {
  test.each([
    ['kill', ['kill'], ['start'], 'kill the server; start it again when lifted'],
    ['terminate', ['terminate'], ['start'], 'terminate the server; start it again when lifted'],
    ['pause', ['pause'], ['resume'], 'stop the server; let it go on when lifted'],
    ['resume', ['resume'], [], 'let the server go on'],
    ['restart', ['terminate', 'start'], [], 'terminate the server and start it again'],
  ] as const)('the action %s does %j, and %j when lifted', (action, first, last, explanation) => {
    const hooks = processFrom(server, { action });
    const asked = (what: string): unknown => ({ kind: 'process', side: 'server', what });
    expect(hooks.onStart(0)).toEqual(first.map(asked));
    // Without a way back it is over when it is done.
    expect(hooks.onLift?.(0)).toEqual(last.length === 0 ? undefined : last.map(asked));
    expect(explanationOf(server, { action })).toBe(explanation);
  });

  test('must be told what to do', () => {
    const message = 'Invalid option: expected one of "kill"|"terminate"|"pause"|"resume"|"restart"';
    expect(problemsOf(server, {})).toEqual([`action: ${message}`]);
    expect(problemsOf(server, { action: 'stop' })).toEqual([`action: ${message}`]);
  });
});

test.each([
  ['kill', 'end'],
  ['pause', 'silence'],
  ['terminate', 'none'],
  ['restart', 'none'],
  ['resume', 'none'],
] as const)('after %s a client sees: %s', (action, expected) => {
  expect(server.sign({ action }, 'both')).toBe(expected);
});
