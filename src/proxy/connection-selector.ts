import type { UpgradeRequest } from '../faults/fault-hooks.ts';
import type { ConnectionSelector } from '../faults/fault-plan.ts';
import type { Link } from './link.ts';

/** When a connection meets a fault: it was there already, it was just accepted, or its request has just become known. */
export type Occasion = 'existing' | 'accepted' | 'requested';

/** Which client a connection belongs to, from 1; `undefined` while it is not known. */
export type ClientOf = (connection: {
  readonly remotePort: number;
  readonly localPort: number;
  readonly request: UpgradeRequest | undefined;
}) => number | undefined;

/** What the selectors look at. */
type Connection = Pick<Link, 'id' | 'remotePort' | 'localPort' | 'request'>;

/** True when the fault is to touch the connection on this occasion. */
export function selects(
  selector: ConnectionSelector,
  connection: Connection,
  occasion: Occasion,
  clientOf: ClientOf,
): boolean {
  switch (selector.kind) {
    case 'all':
      return occasion !== 'requested';
    case 'new':
      return occasion === 'accepted';
    case 'existing':
      return occasion === 'existing';
    case 'matching': {
      const needsRequest = selector.path !== undefined || selector.header !== undefined;
      // What depends on the request is decided when there is one; a connection that has one already is `existing`. Only
      // whose connection it is can be known before the request, or not until then.
      if (occasion === 'accepted' && needsRequest) return false;
      if (occasion === 'requested' && !needsRequest && selector.client === undefined) return false;
      return matches(selector, connection, clientOf);
    }
  }
}

function matches(
  { nth, first, path, header, client }: Extract<ConnectionSelector, { kind: 'matching' }>,
  connection: Connection,
  clientOf: ClientOf,
): boolean {
  const { id, remotePort, localPort } = connection;
  const request = connection.request();
  if (nth !== undefined && id !== nth) return false;
  if (first !== undefined && id > first) return false;
  if (client !== undefined && clientOf({ remotePort, localPort, request }) !== client) return false;
  if (path !== undefined && (request === undefined || !matchesPattern(path, request.path))) return false;
  return Object.entries(header ?? {}).every(([name, pattern]) => {
    const value = request?.headers[name.toLowerCase()];
    return value !== undefined && matchesPattern(pattern, value);
  });
}

/**
 * `*` stands for any run of characters; all else for itself. By hand, part by part: a regular expression with some stars
 * takes minutes over a path of a hundred characters that does not match.
 */
function matchesPattern(pattern: string, text: string): boolean {
  const [first = '', ...others] = pattern.split('*');
  const last = others.pop();
  if (last === undefined) return text === pattern;
  const end = text.length - last.length;
  let at = first.length;
  if (at > end || !text.startsWith(first) || !text.endsWith(last)) return false;
  for (const part of others) {
    const found = text.indexOf(part, at);
    if (found < 0 || found + part.length > end) return false;
    at = found + part.length;
  }
  return true;
}
