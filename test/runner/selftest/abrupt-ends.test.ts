import { describe, expect, test } from 'vitest';
import { abruptEnds } from '../../../src/runner/selftest/abrupt-ends.ts';
import { observeDirectly, testTransparency } from './transparency.ts';

describe('a handshake breaks off the same through the proxy:', () => testTransparency(abruptEnds));

test.each([
  ['RST of the server as soon as it accepts', 'client', ['reset']],
  ['FIN of the server as soon as it accepts', 'client', ['fin']],
  [
    'FIN of the client in the middle of its request',
    'server',
    ['"GET /chat?room=1 HTTP/1.1\\r\\n"', '"Host: server."', 'fin'],
  ],
  ['RST of the client before its request', 'server', ['reset']],
] as const)('what the other end learns of is recorded: %s', async (name, end, expected) => {
  expect((await observeDirectly(abruptEnds, name))[end]).toEqual(expected);
});
