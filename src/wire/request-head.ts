import { findHeader, type HeaderField, layoutHead } from './head-layout.ts';

/** The head of an HTTP/1.x request. */
export interface RequestHead {
  readonly method: string;
  /** As it was written: mostly path and query, else a whole URL, an authority (CONNECT) or `*`. */
  readonly target: string;
  /** The target's path, without the query; of a whole URL as well. */
  readonly path: string;
  /** `1.0` or `1.1`. */
  readonly version: string;
  /** In order, repeated ones apart, names in their own case. */
  readonly headers: readonly HeaderField[];
}

/** Reads a complete head; `undefined` when it is not that of an HTTP/1.x request. */
export function parseRequestHead(head: Uint8Array): RequestHead | undefined {
  const { startLine, fields } = layoutHead(head);
  const match = /^([!#$%&'*+\-.^_`|~0-9A-Za-z]+) ([^ ]+) HTTP\/(1\.\d)$/.exec(startLine);
  const [, method, target, version] = match ?? [];
  if (method === undefined || target === undefined || version === undefined) return undefined;
  return { method, target, path: pathOf(target), version, headers: fields.map(({ name, value }) => [name, value]) };
}

/** True for a request that asks to become a WebSocket (RFC 6455 §4.2.1), whether or not its other headers are right. */
export function isUpgradeRequest({ headers }: Pick<RequestHead, 'headers'>): boolean {
  return (
    hasToken(findHeader(headers, 'upgrade'), 'websocket') && hasToken(findHeader(headers, 'connection'), 'upgrade')
  );
}

function hasToken(list: string | undefined, token: string): boolean {
  return list?.split(',').some((item) => item.trim().toLowerCase() === token) ?? false;
}

function pathOf(target: string): string {
  const withoutOrigin = target.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i, '');
  const path = withoutOrigin.replace(/[?#].*$/, '');
  return path === '' ? '/' : path;
}
