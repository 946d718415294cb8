import { describe, expect, test } from 'vitest';
import { type Attributes, toxicTypes } from '../../../src/control/toxiproxy/toxic-types.ts';
import { parseFaultEntries } from '../../../src/runner/parse-fault-entries.ts';

const entriesOf = (type: string, given: Attributes, direction: 'to-client' | 'to-server' = 'to-client') => {
  const names = toxicTypes[type]?.attributes ?? [];
  const attributes = { ...Object.fromEntries(names.map((name) => [name, 0])), ...given };
  return toxicTypes[type]?.toEntries(attributes, direction) ?? [];
};

test('there are the seven types of Toxiproxy, with its attributes', () => {
  expect(Object.entries(toxicTypes).map(([type, { attributes }]) => [type, ...attributes])).toEqual([
    ['latency', 'latency', 'jitter'],
    ['bandwidth', 'rate'],
    ['slow_close', 'delay'],
    ['timeout', 'timeout'],
    ['reset_peer', 'timeout'],
    ['slicer', 'average_size', 'size_variation', 'delay'],
    ['limit_data', 'bytes'],
  ]);
});

describe('a toxic acts by our faults, in its direction', () => {
  const direction = 'to-server';
  test.each([
    [
      'latency',
      { latency: 1_000, jitter: 50 },
      [{ fault: 'latency', with: { delay: '1000ms', jitter: '50ms' }, direction }],
    ],
    ['bandwidth', { rate: 8 }, [{ fault: 'bandwidth', with: { rate: '8000B/s' }, direction }]],
    ['bandwidth', { rate: 0 }, [{ fault: 'pause', direction }]],
    ['slow_close', { delay: 200 }, [{ fault: 'latency', with: { delay: '200ms', holds: 'end' }, direction }]],
    ['timeout', { timeout: 0 }, [{ fault: 'blackhole', direction }]],
    [
      'timeout',
      { timeout: 700 },
      [
        { fault: 'blackhole', direction },
        { fault: 'max-age', with: { after: '700ms', from: 'fault', how: 'fin' } },
      ],
    ],
    ['reset_peer', { timeout: 5 }, [{ fault: 'max-age', with: { after: '5ms', from: 'fault', how: 'reset' } }]],
    [
      'slicer',
      { average_size: 64, size_variation: 32, delay: 2_500 },
      [{ fault: 'slice', with: { size: '64B', variation: '32B', delay: '2500us' }, direction }],
    ],
    [
      'slicer',
      { average_size: 64, delay: 10 },
      [{ fault: 'slice', with: { size: '64B', variation: '0B', delay: '1000us' }, direction }],
    ],
    ['limit_data', { bytes: 0 }, [{ fault: 'limit-bytes', with: { bytes: '0B', then: 'fin' }, direction }]],
  ])('%s with %j', (type, attributes, entries) => {
    const given = entriesOf(type, attributes as Attributes, direction);
    expect(given).toEqual(entries);
    expect(parseFaultEntries(given, 'tcp://127.0.0.1:1')).toHaveLength(entries.length);
  });
});

test('a timeout alone says goodbye, because bytes are missing behind it', () => {
  const farewells = Object.entries(toxicTypes).filter(([, { farewell }]) => farewell !== undefined);
  expect(farewells).toEqual([['timeout', expect.objectContaining({ farewell: { fault: 'disconnect' } })]]);
});

test.each([
  ['slicer', {}, '"average_size" must be at least 1'],
  ['slicer', { average_size: 4, size_variation: 4 }, '"size_variation" must be less than "average_size"'],
  ['bandwidth', { rate: 2 ** 52 }, '"rate" is too large'],
])('%s with %j is refused', (type, attributes, message) => {
  expect(() => entriesOf(type, attributes as Attributes)).toThrow(`bad request body: ${message}`);
});
