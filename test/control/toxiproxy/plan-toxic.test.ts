import { describe, expect, test } from 'vitest';
import { isToxicType, planToxic, readAttributes } from '../../../src/control/toxiproxy/plan-toxic.ts';
import type { Toxic } from '../../../src/control/toxiproxy/toxic.ts';

const toxic = (given: Partial<Toxic>): Toxic => ({
  ...{ name: 'one', type: 'latency', stream: 'downstream', toxicity: 1, attributes: {} },
  ...given,
});

test.each([
  ['latency', true],
  ['reset_peer', true],
  ['drop', true],
  ['blackhole', true],
  ['noop', false],
  ['constructor', false],
  ['', false],
])('"%s" is a type of toxic: %s', (type, expected) => {
  expect(isToxicType(type)).toBe(expected);
});

describe('attributes', () => {
  test("of Toxiproxy's types are all told, 0 where nothing was given, and others are left out", () => {
    expect(readAttributes('latency', { latency: 5, colour: 'red' })).toEqual({ latency: 5, jitter: 0 });
  });

  test('of our own types are told as they were given', () => {
    expect(readAttributes('drop', { frames: 'pong' })).toEqual({ frames: 'pong' });
  });

  test('must be whole numbers', () => {
    expect(() => readAttributes('latency', { latency: '5' })).toThrow('"latency" must be a whole number, 0 or more');
  });
});

describe('the plan', () => {
  test("of one of Toxiproxy's types has its entries and its farewell", () => {
    expect(planToxic(toxic({ type: 'timeout', attributes: { timeout: 0 }, stream: 'Upstream' }), false)).toEqual({
      entries: [{ fault: 'blackhole', direction: 'to-server' }],
      farewell: { fault: 'disconnect' },
      isInstant: false,
    });
  });

  test.each([
    ['drop', { frames: 'pong' }, { direction: 'to-client' }, false],
    ['reset', { side: 'client' }, {}, true],
    ['refuse', {}, {}, false],
  ])('of our %s has its options, and a direction where it takes one', (type, attributes, more, isInstant) => {
    const entry = { fault: type, with: attributes, ...more };
    expect(planToxic(toxic({ type, attributes }), true)).toEqual({ entries: [entry], isInstant });
  });

  test.each([
    ['a stream that is none', { stream: 'sideways' }, 'stream was invalid, can be either upstream or downstream'],
    ['a type that is none', { type: 'noop' }, 'invalid toxic type'],
    [
      'frames where none are seen',
      { type: 'drop' },
      'bad request body: "drop" needs a WebSocket, and this proxy relays bytes: write its "upstream" as ws://HOST:PORT',
    ],
    [
      'the port for a part of the connections',
      { type: 'refuse', toxicity: 0.5 },
      'bad request body: "refuse" does not act on single connections: its "toxicity" must be 1',
    ],
  ])('of %s is refused', (_what, given, message) => {
    expect(() => planToxic(toxic(given), false)).toThrow(message);
  });
});
