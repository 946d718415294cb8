import { describe, expect, test } from 'vitest';
import { drop } from '../../src/faults/drop.ts';
import { opcodes } from '../../src/wire/frame.ts';
import { frameView } from './frame-view.ts';
import { explanationOf, flowFrom, problemsOf } from './read-options.ts';

describe('drop', () => {
  test('drops what matches and forwards the rest', () => {
    const hooks = flowFrom(drop, { frames: 'pong' });
    expect(hooks.onFrame?.(frameView({ opcode: opcodes.pong }), 0)).toEqual([{ kind: 'drop' }]);
    expect(hooks.onFrame?.(frameView({ opcode: opcodes.ping }), 0)).toEqual([{ kind: 'forward' }]);
    expect(hooks.onChunk).toBeUndefined();
  });

  test.each([
    [{ frames: 'pong' }, false, false, 'drop pong frames'],
    [{ frames: ['ping', 'pong'] }, false, false, 'drop ping, pong frames'],
    [{ frames: { heartbeat: 'ws' } }, false, false, 'drop any frames, heartbeat ws'],
    [{ frames: { heartbeat: 'phoenix' } }, true, true, 'drop any frames, heartbeat phoenix'],
    [{ frames: 'text' }, true, false, 'drop text frames'],
    [{ frames: { opcode: 'text', json: { a: 1 }, every: 2 } }, true, true, 'drop text frames, json {"a":1}, every 2'],
    [{ frames: { opcode: 'control', text: 'x' } }, false, true, 'drop control frames, text x'],
  ])('with %j says that it touches messages: %s, and needs payloads: %s', (given, touches, needs, explanation) => {
    const options = drop.options.parse(given);
    expect([drop.touchesData(options), drop.needsPayload(options)]).toEqual([touches, needs]);
    expect(explanationOf(drop, given)).toBe(explanation);
  });

  test('must be told which frames', () => {
    expect(problemsOf(drop, {})).toEqual(['frames: Invalid input']);
  });
});

test.each([
  [{ frames: 'pong' }, 'both', 'no-pongs'],
  [{ frames: 'pong' }, 'to-server', 'none'],
  [{ frames: 'ping' }, 'to-server', 'no-pongs'],
  [{ frames: 'ping' }, 'to-client', 'none'],
  [{ frames: { heartbeat: 'ws' } }, 'both', 'no-pongs'],
  [{ frames: { opcode: 'data', heartbeat: 'ws' } }, 'both', 'none'],
  [{ frames: { heartbeat: 'phoenix' } }, 'both', 'none'],
  [{ frames: 'control' }, 'both', 'no-pongs'],
  [{ frames: 'data' }, 'both', 'no-messages'],
  [{ frames: 'text' }, 'both', 'none'],
  [{ frames: 'any' }, 'to-client', 'silence'],
  [{ frames: 'any' }, 'to-server', 'silence'],
  [{ frames: ['data', 'pong'] }, 'both', 'silence'],
  [{ frames: { opcode: 'pong', nth: 1 } }, 'both', 'none'],
  [{ frames: { opcode: 'any', size: '> 100' } }, 'both', 'none'],
] as const)('with %j, %s, a client sees: %s', (given, direction, expected) => {
  expect(drop.sign(drop.options.parse(given), direction)).toBe(expected);
});
