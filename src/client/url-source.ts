import { WschaosError } from '../base/error.ts';

/** Where to dial: one address, several in turn, or a function that is asked before each attempt (for a token, a lookup). */
export type UrlSource = string | readonly string[] | (() => string | Promise<string>);

/**
 * Makes a function that gives the address of each attempt. What the caller's function throws, rejects with, or gives in place
 * of a WebSocket URL rejects the promise; a fixed address is checked at once.
 *
 * @throws WschaosError `client.url`
 */
export function createUrlSequence(source: UrlSource): () => Promise<string> {
  if (typeof source === 'function') return async () => checkUrl(await source());
  const urls = (typeof source === 'string' ? [source] : source).map(checkUrl);
  if (urls.length === 0) throw new WschaosError('client.url', 'the list of urls is empty; expected at least one');
  let next = 0;
  return async () => urls[next++ % urls.length] as string;
}

function checkUrl(url: unknown): string {
  // A fragment is not allowed (RFC 6455 §3), and `ws` throws on it.
  if (typeof url === 'string' && /^wss?:\/\/[^#]*$/i.test(url) && URL.canParse(url)) return url;
  throw new WschaosError('client.url', `${JSON.stringify(url)} is not a WebSocket URL`, {
    hint: 'write it as "ws://127.0.0.1:8080/path", or with wss',
  });
}
