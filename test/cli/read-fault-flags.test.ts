import { expect, test } from 'vitest';
import { readFaultFlags } from '../../src/cli/read-fault-flags.ts';

const read = (...flags: readonly string[]) => readFaultFlags(flags, 'ws://127.0.0.1:1', { hasTls: false });

test('faults are read in their order', () => {
  expect(read('drop:frames=pong,for=5s', 'reset:at=2s').map(({ definition }) => definition.type)).toEqual([
    'drop',
    'reset',
  ]);
});

test.each([
  ['an option is missing', ['drop'], 'missing key "frames" in --fault "drop"; expected one of continuation'],
  ['an option is none', ['reset', 'drop:frame=pong'], 'unknown key "frame" in --fault "drop:frame=pong" (did you mean'],
  ['a value is none', ['latency:delay=5'], '--fault "latency:delay=5", delay: a duration needs a unit: "5ms" or "5s"?'],
  ['a key is none', ['reset:att=1s'], 'unknown key "att" in --fault "reset:att=1s"'],
])('the flag is named where %s', (_what, flags, message) => {
  expect(() => read(...flags)).toThrow(
    expect.objectContaining({ code: 'fault.invalid', message: expect.stringContaining(message) }),
  );
});

test('what is no flag at all is told as ever', () => {
  expect(() => read(':a=b')).toThrow('--fault ":a=b": "" is no fault type');
});
