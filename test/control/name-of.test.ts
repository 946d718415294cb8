import { Hono } from 'hono';
import { expect, test } from 'vitest';
import { nameOf } from '../../src/control/name-of.ts';

test.each([
  ['/p/chat', 'chat'],
  ['/p/mysql%3Amain', 'mysql:main'],
  ['/p/..%2fetc', '../etc'],
])('%s names %s', async (path, name) => {
  const app = new Hono().get('/p/:name', (c) => c.text(nameOf(c)));
  expect(await (await app.request(path)).text()).toBe(name);
});
