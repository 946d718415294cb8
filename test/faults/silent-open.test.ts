import { describe, expect, test } from 'vitest';
import { silentOpen } from '../../src/faults/silent-open.ts';
import { frameView } from './frame-view.ts';
import { explanationOf, flowFrom } from './read-options.ts';

const head = new TextEncoder().encode('HTTP/1.1 101 Switching Protocols\r\n\r\n');

describe('a silent open', () => {
  test('lets the 101 pass and nothing behind it', () => {
    const hooks = flowFrom(silentOpen, {});
    expect(hooks.onAnswer?.(head, 0)).toEqual([{ kind: 'forward' }]);
    expect(hooks.onFrame?.(frameView(), 0)).toEqual([{ kind: 'drop' }]);
    expect(hooks.onEnd?.('reset', 0)).toEqual([{ kind: 'hold' }]);
    expect(explanationOf(silentOpen, {})).toBe('deliver nothing behind the 101');
  });

  test('leaves what is no WebSocket connection alone: other answers pass, and the end behind them', () => {
    const hooks = flowFrom(silentOpen, {});
    expect(hooks.onChunk).toBeUndefined();
    expect(hooks.onEnd?.('fin', 0)).toEqual([{ kind: 'forward' }]);
  });

  test('keeps the end of a connection back that was open before', () => {
    const hooks = flowFrom(silentOpen, {});
    hooks.onFrame?.(frameView(), 0);
    expect(hooks.onEnd?.('fin', 0)).toEqual([{ kind: 'hold' }]);
  });

  test('keeps compression out, so that what follows the fault can be read', () => {
    expect(silentOpen.touchesData({})).toBe(true);
  });

  test('takes the frames and the end of the client, too', () => {
    const hooks = flowFrom(silentOpen, {}, 'to-server');
    expect(hooks.onFrame?.(frameView(), 0)).toEqual([{ kind: 'drop' }]);
    expect(hooks.onEnd?.('fin', 0)).toEqual([{ kind: 'hold' }]);
  });

  test('passes the end of a client on that sent no frame: its request may have been refused', () => {
    const hooks = flowFrom(silentOpen, {}, 'to-server');
    expect(hooks.onEnd?.('fin', 0)).toEqual([{ kind: 'forward' }]);
  });
});

test.each([
  [{}, 'both', 'silence'],
  [{}, 'to-client', 'silence'],
] as const)('with %j, %s, a client sees: %s', (given, direction, expected) => {
  expect(silentOpen.sign(silentOpen.options.parse(given), direction)).toBe(expected);
});
