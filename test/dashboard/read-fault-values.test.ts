import { expect, test } from 'vitest';
import { z } from 'zod';
import { readFaultForm } from '../../src/dashboard/fault-form.ts';
import { type FaultAim, type FormValues, readFaultValues } from '../../src/dashboard/read-fault-values.ts';
import { faults } from '../../src/faults/index.ts';
import { parseFaultEntries } from '../../src/runner/parse-fault-entries.ts';

const everywhere: FaultAim = { direction: '', lasts: '', connection: undefined };

function read(type: string, values: FormValues, aim: FaultAim = everywhere) {
  const found = faults.find((fault) => fault.type === type);
  const options = z.toJSONSchema(found?.options ?? z.never(), { target: 'draft-7', io: 'input' });
  return readFaultValues(type, readFaultForm({ options: options as never }), values, aim);
}

test.each([
  ['nothing but a type', 'blackhole', {}, everywhere, { fault: 'blackhole' }],
  ['a duration', 'latency', { delay: ' 50ms ', jitter: '' }, everywhere, { fault: 'latency', with: { delay: '50ms' } }],
  ['a number', 'close', { code: '1008' }, everywhere, { fault: 'close', with: { code: 1008 } }],
  ['one word of several', 'drop', { frames: 'pong' }, everywhere, { fault: 'drop', with: { frames: 'pong' } }],
  ['words', 'drop', { frames: 'ping,pong' }, everywhere, { fault: 'drop', with: { frames: ['ping', 'pong'] } }],
  ['JSON', 'reject', { headers: '{"a":"b"}' }, everywhere, { fault: 'reject', with: { headers: { a: 'b' } } }],
  [
    'an aim',
    'latency',
    { delay: '1s' },
    { direction: 'to-client', lasts: ' 5s', connection: 3 },
    { fault: 'latency', with: { delay: '1s' }, direction: 'to-client', for: '5s', connections: { nth: 3 } },
  ],
] as const)('%s makes an entry that the tool takes', (_what, type, values, aim, entry) => {
  expect(read(type, values, aim)).toEqual({ kind: 'entry', entry });
  expect(parseFaultEntries([entry], 'ws://127.0.0.1:1')).toHaveLength(1);
});

test.each([
  ['is needed', 'latency', {}, 'delay'],
  ['is no number', 'close', { code: 'x' }, 'code'],
  ['is less than 200', 'reject', { status: '99' }, 'status'],
  ['is more than 65535', 'close', { code: '70000' }, 'code'],
  ['is no JSON', 'reject', { headers: '{' }, 'headers'],
  ['does not fit. A number and a unit: us, ms, s, m or h.', 'latency', { delay: '5' }, 'delay'],
] as const)('what %s is told at its field', (problem, type, values: FormValues, name) => {
  expect(read(type, values)).toEqual({ kind: 'problems', problems: { [name]: problem } });
});

/** What a person fills in for a value of an example. */
function writeField(value: unknown): string {
  if (Array.isArray(value) && value.every((one) => typeof one === 'string')) return value.join(',');
  return typeof value === 'string' ? value : JSON.stringify(value);
}

test.each(
  faults.filter(({ layer }) => layer !== 'process').map((fault) => [fault.type, fault] as const),
)('the form of %s makes of its own example what the tool takes', (type, { example, lifetime }) => {
  const values = Object.fromEntries(Object.entries(example).map(([name, value]) => [name, writeField(value)]));
  const made = read(type, values, { ...everywhere, lasts: lifetime === 'instant' ? '' : '5s' });
  if (made.kind === 'problems') throw new Error(JSON.stringify(made.problems));
  expect(made.entry.with ?? {}).toEqual(example);
  expect(parseFaultEntries([made.entry], 'wss://127.0.0.1:1', { hasTls: true })).toMatchObject([{ id: type }]);
});

test('a switch is on or off', () => {
  const fields = readFaultForm({ options: { properties: { on: { type: 'boolean' } } } });
  const values = (on: string) => readFaultValues('x', fields, { on }, everywhere);
  expect(values('true')).toMatchObject({ entry: { with: { on: true } } });
  expect(values('false')).toMatchObject({ entry: { with: { on: false } } });
});
