import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Envelope, formatStamp, parseEnvelope } from '../../src/base/envelope.ts';

const envelope: Envelope = { c: 'c1', g: 1, s: 7, k: 'up', t: '123456789' };

describe('parseEnvelope', () => {
  it.each<[string, Envelope]>([
    ['the least', envelope],
    ['one with data', { ...envelope, k: 'ack', d: { text: 'hello' } }],
    ['an acknowledgement of the first message', { ...envelope, k: 'ack', a: 'ready' }],
    ['one of the server', { ...envelope, k: 'down' }],
    ['a first message', { ...envelope, k: 'ready' }],
  ])('reads %s', (_, value) => {
    expect(parseEnvelope(JSON.stringify(value))).toEqual(value);
  });

  it.each([
    ['empty text', ''],
    ['text', 'hello'],
    ['broken JSON', '{"c": "c1"'],
    ['a list', JSON.stringify([envelope])],
    ['null', 'null'],
    ['an empty object', '{}'],
    ['a client that is no text', JSON.stringify({ ...envelope, c: 1 })],
    ['a broken generation', JSON.stringify({ ...envelope, g: 1.5 })],
    ['a sequence number in text', JSON.stringify({ ...envelope, s: '7' })],
    ['an unknown kind', JSON.stringify({ ...envelope, k: 'sideways' })],
    ['an acknowledgement of an unknown kind', JSON.stringify({ ...envelope, k: 'ack', a: 'down' })],
    ['a time that is a number', JSON.stringify({ ...envelope, t: 123 })],
    ['a missing time', JSON.stringify({ ...envelope, t: undefined })],
  ])('takes %s for something else', (_, text) => {
    expect(parseEnvelope(text)).toBeUndefined();
  });

  it('never throws', () => {
    const text = fc.oneof(
      fc.string(),
      fc.json(),
      fc.string().map((rest) => `{${rest}`),
    );
    fc.assert(
      fc.property(text, (any) => {
        const parsed = parseEnvelope(any);
        expect(parsed === undefined || JSON.parse(any)).toBeTruthy();
      }),
    );
  });
});

it.each([
  [0, '0'],
  [0.000_001, '1'],
  [1_234.567_89, '1234567890'],
  [9_000_000_000, '9000000000000000'],
])('the stamp of %d ms is %s', (now, text) => {
  expect(formatStamp(now)).toBe(text);
});
