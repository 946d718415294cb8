import { expect, test } from 'vitest';
import { viewPayload } from '../../src/proxy/frame-payload.ts';
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
