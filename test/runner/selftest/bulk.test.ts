import { describe, expect, test } from 'vitest';
import { bulk } from '../../../src/runner/selftest/bulk.ts';
import { requestHead } from '../../../src/runner/selftest/wire-text.ts';
import { observeDirectly, testTransparency } from './transparency.ts';

describe('much data goes the same through the proxy:', () => testTransparency(bulk));

test('a sender has to wait, and everything arrives', async () => {
  const { client, server } = await observeDirectly(bulk, 'a server that does not read makes the client wait');
  expect(client.slice(-2)).toEqual(['fin', 'has to wait']);
  const headerBytes = 10;
  expect(server[0]).toMatch(
    new RegExp(`^${requestHead().length + headerBytes + 64 * 2 ** 20} bytes, sha256 [0-9a-f]{16}$`),
  );
});
