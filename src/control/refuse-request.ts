import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { isIP } from 'node:net';
import { networkInterfaces } from 'node:os';
import type { Address } from '../base/address.ts';
import type { ControlProblem } from './control-problem.ts';

/** What is asked of a request before anything else is read of it. */
export interface RequestFacts {
  readonly headers: IncomingHttpHeaders;
  /** As it stands in the request line. */
  readonly url: string;
}

export interface RequestRules {
  /** Where the server listens; the port is the real one. */
  readonly address: Address;
  /** Asked of every request but those for the health; `undefined`: of none. */
  readonly token: string | undefined;
}

const loopbackNames: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '::1']);
const wildcards: ReadonlySet<string> = new Set(['0.0.0.0', '::']);

/** Whether only this machine can reach the address. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}

/** A page, of which a person asks. */
const pagePath = /^\/(?:\?|$)/;

/** What needs no token: it tells nothing but that the server is there. */
const openPath = /^\/v1\/health(?:\?|$)/;

/**
 * Says why a request is refused before it is looked at any further: a name that is not ours (DNS rebinding), a page from
 * elsewhere, or a missing token. `undefined`: it is let in.
 */
export function createRequestRules({
  address,
  token,
}: RequestRules): (request: RequestFacts) => ControlProblem | undefined {
  const own = { ...address, isWildcard: wildcards.has(address.host) };
  const digest = token === undefined ? undefined : hash(token);

  return ({ headers, url }) => {
    const { host, origin, authorization } = headers;
    // RFC 9112 §3.2.2: what a proxy is asked. We are none, and its host would go before the header's.
    if (!url.startsWith('/')) {
      return { status: 400, code: 'request.target', message: 'the request line must have a path' };
    }
    if (host === undefined || !isOurs(host, own)) {
      return {
        ...{
          status: 421,
          code: 'request.host',
          message: `this server is not ${JSON.stringify(String(host).slice(0, 100))}`,
        },
        hint: 'Ask it by the address that it listens on.',
      };
    }
    if (origin !== undefined && origin.toLowerCase() !== `http://${host.toLowerCase()}`) {
      return { status: 403, code: 'request.origin', message: 'pages from elsewhere may not ask this server' };
    }
    // Browsers send it where they send no Origin: for pictures, scripts and event streams of pages from elsewhere.
    const site = headers['sec-fetch-site'];
    if (site !== undefined && site !== 'same-origin' && site !== 'none') {
      return {
        ...{ status: 403, code: 'request.origin', message: 'pages from elsewhere may not ask this server' },
        ...(pagePath.test(url) ? { hint: 'Paste the address into the address bar: a link leads nowhere.' } : {}),
      };
    }
    if (digest === undefined || openPath.test(url) || hasToken(readToken(url, authorization), digest)) return undefined;
    return {
      ...{ status: 401, code: 'request.token', message: 'the token is missing, or it is another' },
      hint: pagePath.test(url)
        ? 'Open the whole address that wschaos printed: it ends with ?token=….'
        : 'Send it as "Authorization: Bearer TOKEN"; --api-token sets it.',
    };
  };
}

function isOurs(given: string, { host, port, isWildcard }: Address & { readonly isWildcard: boolean }): boolean {
  const [, ipv6, name, digits] = /^(?:\[([\da-f:.]+)\]|([\w.-]+))(?::(\d{1,5}))?$/i.exec(given) ?? [];
  const asked = (ipv6 ?? name)?.toLowerCase();
  if (asked === undefined || Number(digits ?? 80) !== port) return false;
  if (loopbackNames.has(asked) || asked === host.toLowerCase()) return true;
  // A page that rebinds a name to us cannot make it an address.
  return isWildcard && isIP(asked) !== 0 && ownAddresses().has(asked);
}

function ownAddresses(): ReadonlySet<string> {
  return new Set(Object.values(networkInterfaces()).flatMap((all) => (all ?? []).map(({ address }) => address)));
}

/** A browser that is sent to a page sends no header of ours: there, and only there, the token may stand in the address. */
function readToken(url: string, authorization: string | undefined): string | undefined {
  const [, given] = /^bearer +(\S+) *$/i.exec(authorization ?? '') ?? [];
  return given ?? (url.startsWith('/?') ? (new URLSearchParams(url.slice(2)).get('token') ?? undefined) : undefined);
}

function hasToken(given: string | undefined, digest: Buffer): boolean {
  // Of one length, and compared in a time that tells nothing of how much of it is right.
  return given !== undefined && timingSafeEqual(hash(given), digest);
}

function hash(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
