import { expect, test } from 'vitest';
import { joinBytes, viewPayload } from '../../src/proxy/frame-payload.ts';
import { applyMask } from '../../src/wire/mask.ts';
import { frameView } from '../faults/frame-view.ts';

const bytes = new TextEncoder().encode('hello');

test('a view shows the payload without its mask', () => {
  const maskKey = Uint8Array.of(9, 8, 7, 6);
  const view = frameView({ payload: undefined });
  const masked = { ...view, header: { ...view.header, maskKey } };
  expect(viewPayload(masked, applyMask(bytes, maskKey)).payload).toEqual(bytes);
  expect(viewPayload(view, bytes).payload).toEqual(bytes);
});

test('bytes are joined in order, and a lone part is not copied', () => {
  expect(joinBytes([bytes.subarray(0, 2), new Uint8Array(0), bytes.subarray(2)])).toEqual(bytes);
  expect(joinBytes([bytes])).toBe(bytes);
  expect(joinBytes([])).toEqual(new Uint8Array(0));
});
