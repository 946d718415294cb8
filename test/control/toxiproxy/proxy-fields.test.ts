import { describe, expect, test } from 'vitest';
import { readProxies, readProxy, readProxyUpdate } from '../../../src/control/toxiproxy/proxy-fields.ts';

const proxy = { name: 'redis', listen: '127.0.0.1:26379', upstream: 'localhost:6379', enabled: true };

describe('a proxy', () => {
  test('is enabled unless it says otherwise', () => {
    expect(readProxy('{"name":"redis","upstream":"localhost:6379"}')).toEqual({ ...proxy, listen: '' });
    expect(readProxy(JSON.stringify({ ...proxy, enabled: false }))).toEqual({ ...proxy, enabled: false });
  });

  test.each([
    ['', 'bad request body: EOF'],
    ['{"name":7}', 'bad request body: "name" must be a string, not 7'],
    ['{}', 'missing required field: name'],
    ['{"name":"redis"}', 'missing required field: upstream'],
  ])('is checked: %j', (body, message) => {
    expect(() => readProxy(body)).toThrow(message);
  });
});

describe('a list of proxies', () => {
  test('is read in its order', () => {
    const list = [proxy, { ...proxy, name: 'mysql' }];
    expect(readProxies(JSON.stringify(list))).toEqual(list);
    expect(readProxies('[]')).toEqual([]);
  });

  test.each([
    [{}, 400, 'bad request body: expected an array of proxies'],
    [[proxy, {}], 400, 'missing required field: name at proxy 2'],
    [[{ name: 'redis' }], 400, 'missing required field: upstream at proxy 1'],
    [[proxy, proxy], 500, 'duplicate proxy name "redis"'],
  ])('is refused whole: %j', (given, status, message) => {
    expect(() => readProxies(JSON.stringify(given))).toThrow(expect.objectContaining({ status, message }));
  });
});

test('an update changes what it names, and never the name', () => {
  expect(readProxyUpdate('{"name":"x","enabled":false}', proxy)).toEqual({ ...proxy, enabled: false });
  expect(readProxyUpdate('{"listen":"localhost:0"}', proxy)).toEqual({ ...proxy, listen: 'localhost:0' });
  expect(readProxyUpdate('{"upstream":"b:1"}', proxy)).toEqual({ ...proxy, upstream: 'b:1' });
  expect(() => readProxyUpdate('{"enabled":"no"}', proxy)).toThrow('"enabled" must be true or false, not "no"');
});
