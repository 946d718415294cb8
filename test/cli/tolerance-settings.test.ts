import { describe, expect, test } from 'vitest';
import { readScale, readSearches } from '../../src/cli/tolerance-settings.ts';
import { loadInline } from '../runner/inline-scenario.ts';

type Given = Parameters<typeof readScale>[1];

const { client } = loadInline(
  'target: { builtin: echo }\nclient: { type: reference, heartbeat: { mode: ping, interval: 300ms, timeout: 200ms } }',
);
const { client: unknown } = loadInline(
  'target: { builtin: echo }\nclient: { type: command, command: [node, client.js] }',
);
const given = (options: Partial<Given>): Given => options as Given;

describe('the scale of', () => {
  test.each([
    ['pauses, for a known heartbeat', 'pause', {}, client, [50, 1000, 525]],
    ['pauses, for an unknown one', 'pause', {}, unknown, [50, 60_000, 30_025]],
    ['pauses, as they are given', 'pause', { min: '1s', max: '3s' }, client, [1000, 3000, 2000]],
    ['rates', 'bandwidth', {}, client, [65_536, 16, 1024]],
    [
      'rates, as they are given',
      'bandwidth',
      { 'min-rate': '100B/s', 'max-rate': '10kB/s' },
      client,
      [10_000, 100, 1000],
    ],
  ] as const)('%s', (_what, search, options, of, expected) => {
    const { mildest, harshest, middle } = readScale(search, given(options), of);
    expect([mildest, harshest, middle(mildest, harshest)]).toEqual(expected);
  });

  test.each([
    ['a fiftieth of the longest pause', 'pause', {}, [500, 520], [500, 521]],
    ['the resolution that is given', 'pause', { resolution: '15ms' }, [500, 515], [500, 516]],
    ['a tenth of a rate', 'bandwidth', {}, [1100, 1000], [1110, 1000]],
    ['a byte, of rates that are small', 'bandwidth', {}, [3, 2], [4, 2]],
  ] as const)('is fine at %s', (_what, search, options, fine, coarse) => {
    const { isFine } = readScale(search, given(options), client);
    expect([isFine(fine[0], fine[1]), isFine(coarse[0], coarse[1])]).toEqual([true, false]);
  });

  test.each([
    ['a pause without a unit', 'pause', { min: '5' }, '--min: expected a duration such as "500ms" or "20s", got "5"'],
    ['a resolution below the noise', 'pause', { resolution: '9ms' }, '--resolution: expected at least 10ms, got "9ms"'],
    ['a shortest pause below the noise', 'pause', { min: '5ms' }, '--min: expected at least 10ms, got "5ms"'],
    ['a shortest pause that is the longest', 'pause', { min: '1s' }, '--min must be less than --max, which is 1000ms'],
    [
      'a rate without a unit',
      'bandwidth',
      { 'min-rate': '5' },
      '--min-rate: expected a rate such as "4KiB/s", got "5"',
    ],
    ['rates the wrong way round', 'bandwidth', { 'min-rate': '1MB/s' }, '--min-rate must be less than --max-rate'],
  ] as const)('is refused with %s', (_what, search, options, message) => {
    expect(() => readScale(search, given(options), client)).toThrow(message);
  });
});

test('a slow heartbeat is measured less exactly, and so is what it bears', () => {
  const { client: slow } = loadInline(
    'target: { builtin: echo }\nclient: { type: reference, heartbeat: { mode: ping, interval: 20s, timeout: 1s } }',
  );
  const { mildest, isFine } = readScale('pause', given({ max: '5s' }), slow);
  expect([mildest, isFine(1_000, 1_200), isFine(1_000, 1_201)]).toEqual([200, true, false]);
  expect(() => readScale('pause', given({ resolution: '199ms' }), slow)).toThrow('expected at least 200ms');
});

describe('what is searched for', () => {
  test.each([
    ['both', undefined, ['pause', 'bandwidth']],
    ['one', 'bandwidth', ['bandwidth']],
  ] as const)('is %s', (_what, search, expected) => {
    expect(readSearches({ search })).toEqual(expected);
  });

  test('is refused when unknown', () => {
    expect(() => readSearches({ search: 'latency' })).toThrow('--search: expected pause or bandwidth, got "latency"');
  });
});
