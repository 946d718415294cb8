import { expect, test } from 'vitest';
import { type ClientSetup, defineClient } from '../../../src/runner/subject/define-client.ts';

test.each([
  ['at once', () => ({ close() {} })],
  ['after a while', async () => ({ close: async () => {} })],
] satisfies readonly (readonly [
  string,
  ClientSetup,
])[])('a client that is there %s is taken as it is', (_what, setup) => {
  expect(defineClient(setup)).toBe(setup);
});
