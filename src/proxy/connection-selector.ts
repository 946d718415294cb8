import type { ConnectionSelector } from '../faults/fault-plan.ts';
import type { Link } from './link.ts';

/** When a connection meets a fault: it was there already, it was just accepted, or its request has just become known. */
export type Occasion = 'existing' | 'accepted' | 'requested';

/** True when the fault is to touch the connection on this occasion. */
export function selects(selector: ConnectionSelector, link: Link, occasion: Occasion): boolean {
  switch (selector.kind) {
    case 'all':
      return occasion !== 'requested';
    case 'new':
      return occasion === 'accepted';
    case 'existing':
      return occasion === 'existing';
    case 'matching': {
      const needsRequest = selector.path !== undefined || selector.header !== undefined;
      // What depends on the request is decided when there is one; a connection that has one already is `existing`.
      if (needsRequest ? occasion === 'accepted' : occasion === 'requested') return false;
      return matches(selector, link);
    }
  }
}

function matches(selector: Extract<ConnectionSelector, { kind: 'matching' }>, { id, request }: Link): boolean {
  const { nth, first, path, header } = selector;
  if (nth !== undefined && id !== nth) return false;
  if (first !== undefined && id > first) return false;
  if (path !== undefined && (request === undefined || !matchesPattern(path, request.path))) return false;
  return Object.entries(header ?? {}).every(([name, pattern]) => {
    const value = request?.headers[name.toLowerCase()];
    return value !== undefined && matchesPattern(pattern, value);
  });
}

/** `*` stands for any run of characters; all else for itself. */
function matchesPattern(pattern: string, text: string): boolean {
  const literal = pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${literal.join('.*')}$`, 's').test(text);
}
