import { describe, expect, test } from 'vitest';
import { stopReading } from '../../src/faults/stop-reading.ts';
import { connectionFrom, explanationOf } from './read-options.ts';

describe('to stop reading', () => {
  test.each([
    ['to-server', ['client']],
    ['to-client', ['server']],
    ['both', ['server', 'client']],
  ] as const)('%s is not to read %j until it is lifted', (direction, sides) => {
    const hooks = connectionFrom(stopReading, {}, direction);
    expect(hooks.onOpen?.(0)).toEqual(sides.map((side) => ({ kind: 'stop-reading', side })));
    expect(hooks.onLift?.(1)).toEqual(sides.map((side) => ({ kind: 'read-on', side })));
    expect(explanationOf(stopReading, {})).toBe('read nothing');
  });

  test('lets a handshake pass, and does not read on what it never stopped', () => {
    const hooks = connectionFrom(stopReading, {});
    expect(hooks.onStart).toBeUndefined();
    expect(hooks.onLift?.(1)).toEqual([]);
  });
});

test.each([
  [{}, 'to-server', 'silence'],
  [{}, 'to-client', 'silence'],
  [{}, 'both', 'silence'],
] as const)('with %j, %s, a client sees: %s', (given, direction, expected) => {
  expect(stopReading.sign(stopReading.options.parse(given), direction)).toBe(expected);
});
