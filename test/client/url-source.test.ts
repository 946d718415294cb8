import { describe, expect, test } from 'vitest';
import { createUrlSequence, type UrlSource } from '../../src/client/url-source.ts';

const take = async (next: () => Promise<string>, count: number): Promise<readonly string[]> => {
  const urls: string[] = [];
  for (let index = 0; index < count; index++) urls.push(await next());
  return urls;
};

test('one address is given for ever', async () => {
  expect(await take(createUrlSequence('ws://a/'), 3)).toEqual(['ws://a/', 'ws://a/', 'ws://a/']);
});

test('a list is gone through in turn', async () => {
  expect(await take(createUrlSequence(['ws://a/', 'wss://b/']), 3)).toEqual(['ws://a/', 'wss://b/', 'ws://a/']);
});

test('a function is asked each time, also one that takes its time', async () => {
  let token = 0;
  expect(
    await take(
      createUrlSequence(async () => `ws://a/?token=${++token}`),
      2,
    ),
  ).toEqual(['ws://a/?token=1', 'ws://a/?token=2']);
});

const failing = (): string => {
  throw new Error('no config');
};

describe('rejects when the function', () => {
  test.each([
    ['rejects', () => Promise.reject(new Error('no token')), 'no token'],
    ['throws', failing, 'no config'],
    ['gives no WebSocket URL', () => 'http://a/', '"http://a/" is not a WebSocket URL'],
  ] as const satisfies readonly (readonly [string, UrlSource, string])[])('%s', async (_title, source, message) => {
    await expect(createUrlSequence(source)()).rejects.toThrow(expect.objectContaining({ message }));
  });
});

describe('refuses at once', () => {
  test.each([
    ['an empty list', [], 'the list of urls is empty; expected at least one'],
    ['another scheme', 'http://a/', '"http://a/" is not a WebSocket URL'],
    ['what is no URL', 'ws://', '"ws://" is not a WebSocket URL'],
    ['a fragment', 'ws://a/#b', '"ws://a/#b" is not a WebSocket URL'],
    ['one bad address among good ones', ['ws://a/', 'b'], '"b" is not a WebSocket URL'],
  ] as const)('%s', (_title, source, message) => {
    expect(() => createUrlSequence(source)).toThrow(expect.objectContaining({ code: 'client.url', message }));
  });
});
