import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeClosePayload, encodeClosePayload } from '../../src/wire/close-payload.ts';
import { encodeFrame } from '../../src/wire/frame-encoder.ts';
import { fromHex, toHex } from './hex.ts';
import { readWithWs } from './ws-oracle.ts';

describe('encodeClosePayload', () => {
  it.each([
    [1000, '', '03 e8'],
    [1012, 'restarting', '03 f4 72 65 73 74 61 72 74 69 6e 67'],
    [4401, 'é', '11 31 c3 a9'],
    [1005, '', '03 ed'],
    [0, '', '00 00'],
  ])('writes %i %j', (code, reason, hex) => {
    expect(toHex(encodeClosePayload(code, reason))).toBe(hex);
  });

  it('writes a reason that is too long as it is asked to', () => {
    expect(encodeClosePayload(1000, 'x'.repeat(200))).toHaveLength(202);
  });
});

describe('decodeClosePayload', () => {
  it.each([
    ['no bytes', '', { kind: 'empty', code: undefined, reason: '' }],
    ['a code', '03 e8', { kind: 'status', code: 1000, reason: '' }],
    ['a code and a reason', '03 f4 62 79 65', { kind: 'status', code: 1012, reason: 'bye' }],
    ['a reason that begins with U+FEFF', '03 e8 ef bb bf', { kind: 'status', code: 1000, reason: '\ufeff' }],
    ['one byte', '03', { kind: 'violation', code: undefined, reason: '', violations: ['close-length'] }],
    ['1005', '03 ed', { kind: 'violation', code: 1005, reason: '', violations: ['close-code'] }],
    ['1006', '03 ee 78', { kind: 'violation', code: 1006, reason: 'x', violations: ['close-code'] }],
    [
      'a reason that is not UTF-8',
      '03 e8 ff',
      { kind: 'violation', code: 1000, reason: '\ufffd', violations: ['close-reason-utf8'] },
    ],
    [
      'a cut character',
      '03 e8 c3',
      { kind: 'violation', code: 1000, reason: '\ufffd', violations: ['close-reason-utf8'] },
    ],
    [
      'two faults',
      '00 00 ff',
      { kind: 'violation', code: 0, reason: '\ufffd', violations: ['close-code', 'close-reason-utf8'] },
    ],
  ])('reads %s', (_, hex, expected) => {
    expect(decodeClosePayload(fromHex(hex))).toEqual(expected);
  });

  it('gives back what was encoded', () => {
    const code = fc.oneof(fc.constantFrom(1000, 1001, 1012), fc.integer({ min: 3000, max: 4999 }));
    fc.assert(
      fc.property(code, fc.string({ unit: 'binary' }), (value, reason) => {
        expect(decodeClosePayload(encodeClosePayload(value, reason))).toEqual({ kind: 'status', code: value, reason });
      }),
    );
  });

  it('judges every code as ws does', async () => {
    const codes = [...Array.from({ length: 1_100 }, (_, index) => 950 + index), 2999, 3000, 4999, 5000, 65_535];
    for (const code of codes) {
      const payload = encodeClosePayload(code);
      const { error } = await readWithWs([encodeFrame({ opcode: 8, payload })], false);
      expect([code, decodeClosePayload(payload).kind]).toEqual([code, error === undefined ? 'status' : 'violation']);
    }
  });

  it.each([
    ['one byte', '03', 'WS_ERR_INVALID_CONTROL_PAYLOAD_LENGTH'],
    ['a reason that is not UTF-8', '03 e8 ff', 'WS_ERR_INVALID_UTF8'],
  ])('rejects %s as ws does', async (_, hex, code) => {
    const { error } = await readWithWs([encodeFrame({ opcode: 8, payload: fromHex(hex) })], false);
    expect(error).toBe(code);
    expect(decodeClosePayload(fromHex(hex)).kind).toBe('violation');
  });
});
