import { describe, expect, test } from 'vitest';
import { createRequestRules, isLoopback } from '../../src/control/refuse-request.ts';

const address = { host: '127.0.0.1', port: 8474 };
const own = { host: '127.0.0.1:8474' };

describe('the host that is asked for', () => {
  const judge = createRequestRules({ address, token: undefined });
  test.each(['127.0.0.1:8474', 'localhost:8474', 'LOCALHOST:8474', '[::1]:8474'])('may be %s', (host) => {
    expect(judge({ headers: { host }, url: '/' })).toBeUndefined();
  });
  test.each([
    ['a name that was rebound to us', 'evil.example:8474'],
    ['ours as a part of another', '127.0.0.1.evil.example:8474'],
    ['ours with a user', 'localhost:8474@evil.example'],
    ['another port', '127.0.0.1:8475'],
    ['no port', '127.0.0.1'],
    ['another address', '192.0.2.1:8474'],
    ['two of them', '127.0.0.1:8474, evil.example'],
    ['nothing', ''],
  ])('may not be %s', (_what, host) => {
    expect(judge({ headers: { host }, url: '/v1/health' })).toMatchObject({ status: 421, code: 'request.host' });
  });
  test('must be there', () => {
    expect(judge({ headers: {}, url: '/' })).toMatchObject({ status: 421 });
  });
  test('may leave out the port where it is 80', () => {
    const web = createRequestRules({ address: { host: '127.0.0.1', port: 80 }, token: undefined });
    expect(web({ headers: { host: 'localhost' }, url: '/' })).toBeUndefined();
  });
});

describe('a server that listens everywhere', () => {
  const judge = createRequestRules({ address: { host: '0.0.0.0', port: 8474 }, token: 'secret' });
  const authorization = 'Bearer secret';
  test.each(['127.0.0.1:8474', 'localhost:8474'])('is asked as %s', (host) => {
    expect(judge({ headers: { host, authorization }, url: '/' })).toBeUndefined();
  });
  test.each(['evil.example:8474', '192.0.2.1:8474'])('is not asked as %s', (host) => {
    expect(judge({ headers: { host, authorization }, url: '/' })).toMatchObject({ status: 421 });
  });
});

describe('a page', () => {
  const judge = createRequestRules({ address, token: undefined });
  test('of our own may ask', () => {
    const headers = { ...own, origin: 'http://127.0.0.1:8474', 'sec-fetch-site': 'same-origin' };
    expect(judge({ headers, url: '/' })).toBeUndefined();
    expect(judge({ headers: { ...own, 'sec-fetch-site': 'none' }, url: '/' })).toBeUndefined();
  });
  test.each([
    ['another site', { origin: 'https://evil.example' }],
    ['another port', { origin: 'http://127.0.0.1:3000' }],
    ['another name of ours', { origin: 'http://localhost:8474' }],
    ['another scheme', { origin: 'https://127.0.0.1:8474' }],
    ['nowhere', { origin: 'null' }],
    ['another site that shows no origin', { 'sec-fetch-site': 'cross-site' }],
    ['another port that shows no origin', { 'sec-fetch-site': 'same-site' }],
  ])('of %s may not', (_what, headers) => {
    expect(judge({ headers: { ...own, ...headers }, url: '/v1/health' })).toMatchObject({
      ...{ status: 403, code: 'request.origin' },
    });
  });
});

test('a person who comes by a link from elsewhere is told what to do', () => {
  const judge = createRequestRules({ address, token: 'secret' });
  const headers = { ...own, 'sec-fetch-site': 'cross-site' };
  expect(judge({ headers, url: '/?token=secret' })).toMatchObject({
    status: 403,
    hint: expect.stringContaining('Paste'),
  });
});

describe('the token', () => {
  const judge = createRequestRules({ address, token: 'secret' });
  test.each(['Bearer secret', 'bearer  secret'])('is good as "%s"', (authorization) => {
    expect(judge({ headers: { ...own, authorization }, url: '/v1/proxies' })).toBeUndefined();
  });
  test.each([
    undefined,
    '',
    'secret',
    'Bearer',
    'Bearer secre',
    'Bearer secret2',
    'Basic secret',
  ])('is not good as %s', (authorization) => {
    expect(judge({ headers: { ...own, authorization }, url: '/v1/proxies' })).toMatchObject({
      ...{ status: 401, code: 'request.token' },
    });
  });
  test.each(['/v1/health', '/v1/health?x'])('is not asked for at %s', (url) => {
    expect(judge({ headers: own, url })).toBeUndefined();
  });
  test.each([
    '/v1/health/../proxies',
    '/v1/healthy',
    '//v1/health',
    '/v1/health%2f..',
    '/metrics',
    '/',
  ])('is asked for at %s', (url) => {
    expect(judge({ headers: own, url })).toMatchObject({ status: 401 });
  });
});

test.each(['http://127.0.0.1:8474/v1/health', '*', ''])('the request line may not have "%s"', (url) => {
  const judge = createRequestRules({ address, token: undefined });
  expect(judge({ headers: own, url })).toMatchObject({ status: 400, code: 'request.target' });
});

test.each([
  ['127.0.0.1', true],
  ['127.8.8.8', true],
  ['localhost', true],
  ['::1', true],
  ['0.0.0.0', false],
  ['::', false],
  ['192.168.1.2', false],
  ['127.evil.example', false],
])('%s is the loopback: %s', (host, expected) => {
  expect(isLoopback(host)).toBe(expected);
});
