import { describe, expect, test } from 'vitest';
import { ends } from '../../../src/runner/selftest/ends.ts';
import { observeDirectly, testTransparency } from './transparency.ts';

describe('a connection ends the same through the proxy:', () => testTransparency(ends));

test('a half that stays open carries data before its own end', async () => {
  const { client, server } = await observeDirectly(
    ends,
    'FIN of the client; the other half stays open and carries data',
  );
  expect(client.slice(-2)).toEqual(['81057374696c6c8105676f696e67', 'fin']);
  expect(server.at(-1)).toBe('fin');
});

test.each([
  ['RST of the client on an idle connection', 'server', ['reset']],
  ['RST of the server on an idle connection', 'client', ['reset']],
  ['FIN of the server, and its RST when the other end goes on', 'client', ['fin', 'reset']],
] as const)('what the other end learns of is recorded: %s', async (name, end, expected) => {
  const seen = await observeDirectly(ends, name);
  expect(seen[end].filter((line) => /^(fin|reset)$/.test(line))).toEqual(expected);
});
