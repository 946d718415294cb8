import { symlinkSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { lacksWebSocket } from '../../../src/cli/init/lacks-web-socket.ts';
import { root } from '../spawn-wschaos.ts';
import { makeFolder } from '../test-io.ts';

test('a project without ws lacks one unless Node has its own', () => {
  expect(lacksWebSocket(path.join(makeFolder(), 'scenarios/client.mjs'))).toBe(!('WebSocket' in globalThis));
});

test('a project with ws has one', () => {
  const folder = makeFolder();
  symlinkSync(path.join(root, 'node_modules'), path.join(folder, 'node_modules'));
  expect(lacksWebSocket(path.join(folder, 'scenarios/client.mjs'))).toBe(false);
});
