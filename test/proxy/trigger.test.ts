import { describe, expect, test } from 'vitest';
import type { EventTrigger, TriggerEvent } from '../../src/faults/fault-plan.ts';
import { createTriggerTest, frameEvents, isFrameEvent, type TriggerSignal } from '../../src/proxy/trigger.ts';
import { opcodes } from '../../src/wire/frame.ts';
import { frameView } from '../faults/frame-view.ts';
import { triggerOf } from './trigger-of.ts';

const signal = (event: TriggerEvent, given: Partial<TriggerSignal> = {}): TriggerSignal => ({
  event,
  connection: 1,
  direction: undefined,
  frame: undefined,
  fault: undefined,
  ...given,
});

/** One letter a signal: `x` where the trigger fires. */
function firing(event: TriggerEvent, given: Partial<EventTrigger>, signals: readonly TriggerSignal[]): string {
  const test = createTriggerTest(triggerOf(event, given));
  return signals.map((each) => (test(each) ? 'x' : '.')).join('');
}

const message = (text: string, direction: 'to-client' | 'to-server' = 'to-client'): TriggerSignal =>
  signal('message', { direction, frame: frameView({ text }) });

describe('a trigger', () => {
  test.each([
    ['the first by default', {}, 'x...'],
    ['the nth', { nth: 3 }, '..x.'],
    ['every nth', { every: 2 }, '.x.x'],
  ] as const)('fires at %s', (_what, given, expected) => {
    expect(firing('open', given, Array(4).fill(signal('open')))).toBe(expected);
  });

  test.each([
    ['another event', 'open', {}, [signal('connect'), signal('open')], '.x'],
    ['another connection', 'open', { connection: 2 }, [signal('open'), signal('open', { connection: 2 })], '.x'],
    ['the other direction', 'message', { direction: 'to-server' }, [message('a'), message('a', 'to-server')], '.x'],
    ['no direction when both are asked for', 'message', { direction: 'both' }, [message('a')], 'x'],
    ['no direction when the event has none', 'ready', { direction: 'to-client' }, [signal('ready')], 'x'],
    [
      'another fault',
      'fault-end',
      { fault: 'down' },
      [signal('fault-end', { fault: 'up' }), signal('fault-end', { fault: 'down' })],
      '.x',
    ],
    ['another text', 'message', { match: { text: 'bye' } }, [message('hi'), message('bye')], '.x'],
    ['an event without a frame', 'open', { match: { text: 'x' } }, [signal('open')], '.'],
  ] as const)('does not count %s', (_what, event, given, signals, expected) => {
    expect(firing(event, given, signals)).toBe(expected);
  });
});

describe('a frame', () => {
  test.each([
    ['a whole message', {}, ['frame', 'message']],
    ['the first fragment of one', { fin: false }, ['frame']],
    ['the last fragment', { opcode: opcodes.continuation, messageOpcode: opcodes.text }, ['frame', 'message']],
    ['a ping', { opcode: opcodes.ping }, ['frame', 'ping']],
    ['a pong', { opcode: opcodes.pong }, ['frame', 'pong']],
    ['a Close', { opcode: opcodes.close }, ['frame', 'close']],
    ['an unknown control frame', { opcode: 0xb }, ['frame']],
  ] as const)('that is %s is told as %j', (_what, given, events) => {
    expect(frameEvents(frameView(given))).toEqual(events);
    expect(events.every(isFrameEvent)).toBe(true);
  });

  test.each([
    'connect',
    'handshake',
    'open',
    'disconnect',
    'loss',
    'ready',
    'fault-start',
    'fault-end',
  ] as const)('is no %s', (event) => expect(isFrameEvent(event)).toBe(false));
});
