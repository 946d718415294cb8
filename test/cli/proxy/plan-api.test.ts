import { expect, test } from 'vitest';
import { planApi } from '../../../src/cli/proxy/plan-api.ts';

test('a proxy has no API unless one is asked for', () => {
  expect(planApi({}, false)).toBeUndefined();
  expect(planApi({ api: '8474' }, false)).toEqual({
    ...{ address: { host: '127.0.0.1', port: 8474 }, token: undefined, metrics: false, hasPage: false },
  });
});

test('a page has one on any port of the loopback, with a token that is another each time', () => {
  const [first, second] = [planApi({ metrics: true }, true), planApi({}, true)];
  const token = expect.stringMatching(/^[\w-]{24}$/);
  expect(first).toEqual({ address: { host: '127.0.0.1', port: 0 }, token, metrics: true, hasPage: true });
  expect(second?.token).not.toBe(first?.token);
});

test('no token is drawn where others can reach it: its user has to know it', () => {
  expect(planApi({ api: '0.0.0.0:0' }, true)?.token).toBeUndefined();
  expect(planApi({ api: '0.0.0.0:0', 'api-token': 'a/b+c' }, true)?.token).toBe('a/b+c');
});

test.each([
  ['a token without an API', { 'api-token': 'x' }, '--api-token needs --api beside it'],
  ['metrics without an API', { metrics: true }, '--metrics needs --api beside it'],
  ['a token that no header can hold', { api: '0', 'api-token': 'a b' }, '--api-token: expected letters, digits'],
  ['an empty token', { api: '0', 'api-token': '' }, '--api-token: expected letters, digits'],
  ['an address of no kind', { api: 'here' }, '--api: expected HOST:PORT'],
])('%s is refused', (_what, args, message) => {
  expect(() => planApi(args, false)).toThrow(message);
});
