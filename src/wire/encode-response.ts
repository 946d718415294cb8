import { findHeader, type HeaderField } from './head-layout.ts';
import { encodeHeadText } from './head-text.ts';
import { joinBytes } from './join-bytes.ts';

/** An answer of our own. */
export interface ResponseSpec {
  readonly status: number;
  /** Empty: none is written. */
  readonly reason: string;
  readonly headers: readonly HeaderField[];
  /** Sent as UTF-8. */
  readonly body: string;
}

const encoder = new TextEncoder();

/**
 * Encodes a whole HTTP/1.1 response, as it is asked for. Added where the headers do not say otherwise, and never to a 1xx:
 * `Content-Length` (not to a 204 either, RFC 9110 §8.6) and `Connection: close`.
 */
export function encodeResponse({ status, reason, headers, body }: ResponseSpec): Uint8Array {
  const content = encoder.encode(body);
  const lines = [`HTTP/1.1 ${status} ${reason}`, ...headers.map(([name, value]) => `${name}: ${value}`)];
  if (status >= 200) {
    const framed = has(headers, 'content-length') || has(headers, 'transfer-encoding');
    if (!framed && status !== 204) lines.push(`Content-Length: ${content.length}`);
    if (!has(headers, 'connection')) lines.push('Connection: close');
  }
  return joinBytes([encodeHeadText(`${lines.join('\r\n')}\r\n\r\n`), content]);
}

function has(headers: readonly HeaderField[], name: string): boolean {
  return findHeader(headers, name) !== undefined;
}
