import { expect, test } from 'vitest';
import { WschaosError } from '../../src/base/error.ts';
import { type FaultEntry, parseFaultEntries } from '../../src/runner/parse-fault-entries.ts';

const parse = (...entries: readonly FaultEntry[]) => parseFaultEntries(entries, 'ws://127.0.0.1:1');

test('entries mean what they mean in a scenario file', () => {
  const [down, cut] = parse(
    { id: 'down', fault: 'refuse', at: '500ms', for: '3s' },
    { fault: 'reset', when: { event: 'fault-start', fault: 'down' } },
  );
  expect(down).toMatchObject({
    id: 'down',
    start: { kind: 'at', offsetMs: 500 },
    lifetime: { kind: 'for', durationMs: 3_000 },
  });
  expect(cut).toMatchObject({ start: { kind: 'when', trigger: { event: 'fault-start', fault: 'down' } } });
});

test('an entry without a start acts at once', () => {
  expect(parse({ fault: 'drop', with: { frames: 'pong' } })).toMatchObject([{ start: { kind: 'at', offsetMs: 0 } }]);
});

test('a fault of TLS wants a listener with TLS', () => {
  const entries = [{ fault: 'tls', with: { mode: 'hang' } }];
  expect(parseFaultEntries(entries, 'ws://127.0.0.1:1', { hasTls: true })).toMatchObject([
    { options: { mode: 'hang' } },
  ]);
  expect(errorOf(() => parse(...entries)).message).toBe(
    '"tls" needs a listener with TLS; write listen: { tls: self-signed }',
  );
});

test('no entries are no faults', () => {
  expect(parse()).toEqual([]);
});

function errorOf(run: () => unknown): WschaosError {
  try {
    run();
  } catch (error) {
    if (error instanceof WschaosError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

test.each<[string, readonly FaultEntry[], string]>([
  ['an unknown type', [{ fault: 'latncy' }], 'unknown fault "latncy" (did you mean "latency"?)'],
  ['an unknown key', [{ fault: 'reset', att: '1s' }], 'unknown key "att" in faults[0] (did you mean "at"?)'],
  [
    'two problems',
    [
      { fault: 'latency', with: { delay: 50 } },
      { fault: 'reset', for: '1s' },
    ],
    'faults[0].with.delay: a duration needs a unit: "50ms" or "50s"?; "reset" happens in one instant and takes no "for"',
  ],
  [
    'a key that would do nothing',
    [{ fault: 'limit', with: { connections: 1 }, count: 2 }],
    '"limit" counts nobody with "then: refuse" and takes no "count"',
  ],
  [
    'what is no plain data',
    [{ fault: 'latency', with: { delay: 5n } }],
    'a fault must be plain data: Do not know how to serialize a BigInt',
  ],
])('%s is told', (_what, entries, message) => {
  const error = errorOf(() => parse(...entries));
  expect({ code: error.code, message: error.message }).toEqual({ code: 'fault.invalid', message });
});

test('a fault may begin at any time, for no iteration ends before', () => {
  const [plan] = parseFaultEntries([{ fault: 'reset', at: '2h' }], 'tcp://127.0.0.1:1');
  expect(plan?.start).toEqual({ kind: 'at', offsetMs: 7_200_000 });
});
