import fc from 'fast-check';
import { expect, test } from 'vitest';
import { tracePayload } from '../../../src/runner/trace/trace-payload.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

test.each([
  ['text', bytes('hé'), 3, { text: 'hé' }],
  ['text that goes on', bytes('he'), 9, { text: 'he', cut: true }],
  ['text that is cut within a character', bytes('h€').subarray(0, 3), 9, { text: 'h', cut: true }],
  ['bytes', Uint8Array.of(0xff, 0x00), 2, { hex: 'ff00' }],
  ['half a character at the end of all', Uint8Array.of(0x68, 0xc3), 2, { hex: '68c3' }],
  ['nothing', new Uint8Array(), 0, { text: '' }],
])('%s is shown so that it can be read', (_what, payload, length, expected) => {
  expect(tracePayload(payload, length)).toEqual(expected);
});

test('any text is shown as it is, wherever it is cut', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.nat(), (text, at) => {
      const whole = bytes(text);
      const shown = tracePayload(whole.subarray(0, Math.min(at, whole.length)), whole.length);
      expect('text' in shown && text.startsWith(shown.text)).toBe(true);
    }),
  );
});
