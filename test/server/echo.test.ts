import { expect, test } from 'vitest';
import { createEcho } from '../../src/server/echo.ts';
import { createPeer } from './create-peer.ts';

test.each([
  ['text', 'héllo ✓'],
  ['empty text', ''],
  ['bytes', Uint8Array.of(0, 255, 128)],
])('gives %s back to its sender as it came', (_title, data) => {
  const peer = createPeer(1);
  createEcho().onMessage?.(peer, data);
  expect(peer.sent).toEqual([data]);
});
