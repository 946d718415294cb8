import { describe, expect, test } from 'vitest';
import { otherProtocols } from '../../../src/runner/selftest/other-protocols.ts';
import { observeDirectly, testTransparency } from './transparency.ts';

describe('another protocol is the same through the proxy:', () => testTransparency(otherProtocols));

test('both directions are recorded', async () => {
  expect(await observeDirectly(otherProtocols, 'a server that speaks first, in lines')).toEqual({
    client: ['"220 mail.test ESMTP\\r\\n"', 'fin'],
    server: ['"EHLO client.test\\r\\n"', 'fin'],
  });
});
