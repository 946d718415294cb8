import { describe, expect, test } from 'vitest';
import { plainHttp } from '../../../src/runner/selftest/plain-http.ts';
import { observeDirectly, testTransparency } from './transparency.ts';

describe('an ordinary request is the same through the proxy, or differs as declared:', () =>
  testTransparency(plainHttp));

test('what applications see is recorded', async () => {
  expect(await observeDirectly(plainHttp, 'a POST with a body')).toEqual({
    client: ['201 type text/plain etag "1" cookies a=1 and b=2', 'body created'],
    server: ['POST /api?x=%2F&y cookie a=b auth Bearer x x-dup 1, 2', 'body a body'],
  });
});
