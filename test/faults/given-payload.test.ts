import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { countPayloads, encodePayload, payloadFields } from '../../src/faults/given-payload.ts';

const schema = z.strictObject(payloadFields);

describe('a payload that is spelled out', () => {
  test.each([
    [{ text: 'é' }, 'c3a9', 1],
    [{ text: '' }, '', 1],
    [{ json: { a: [1, null] } }, '7b2261223a5b312c6e756c6c5d7d', 1],
    [{ json: null }, '6e756c6c', 1],
    [{ base64: '/+8=' }, 'ffef', 1],
    [{}, '', 0],
    [{ text: 'a', base64: 'AA==' }, '00', 2],
  ])('%j gives %s', (given, hex, count) => {
    const parsed = schema.parse(given);
    expect([Buffer.from(encodePayload(parsed)).toString('hex'), countPayloads(parsed)]).toEqual([hex, count]);
  });

  test('in base64 is any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
        const base64 = Buffer.from(bytes).toString('base64');
        expect(encodePayload(schema.parse({ base64 }))).toEqual(bytes);
      }),
    );
  });

  test('in base64 is refused when it is none', () => {
    expect(schema.safeParse({ base64: 'a' }).error?.issues.map(({ message }) => message)).toEqual(['not base64']);
  });
});
