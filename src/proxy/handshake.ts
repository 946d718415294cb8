import type { UpgradeRequest } from '../faults/fault-hooks.ts';
import { findHeader } from '../wire/head-layout.ts';
import { createHeadReader, type HeadReader } from '../wire/head-reader.ts';
import { joinBytes } from '../wire/join-bytes.ts';
import { isUpgradeRequest, parseRequestHead, type RequestHead } from '../wire/request-head.ts';
import { parseResponseHead, type ResponseHead } from '../wire/response-head.ts';
import { readRetryAfter } from '../wire/retry-after.ts';
import { removeExtension, rewriteHeader } from '../wire/rewrite-head.ts';
import type { Meaning } from './unit.ts';

/** Node's own servers refuse longer heads too (16 KiB); real cookies can be large. */
const maxHeadBytes = 64 * 2 ** 10;

/** What a request's head asks for. */
export type RequestReading =
  | { readonly kind: 'incomplete' }
  /** A WebSocket upgrade. `head` is byte-exact but for what was asked to be rewritten. */
  | { readonly kind: 'upgrade'; readonly request: UpgradeRequest; readonly head: Uint8Array; readonly rest: Uint8Array }
  /** Any other HTTP request; `bytes` is all of it so far. */
  | { readonly kind: 'plain'; readonly bytes: Uint8Array }
  /** No HTTP, a tunnel, an upgrade to another protocol or a head past all measure: for the server to judge. */
  | { readonly kind: 'raw'; readonly bytes: Uint8Array };

/** What is changed in an upgrade request on its way. */
export interface RequestRewrite {
  /** Header name → value; a name that is already there is replaced. */
  readonly headers: Readonly<Record<string, string>>;
  readonly stripDeflate: boolean;
}

/** Reads the head of one request, chunk by chunk. */
export interface RequestReader {
  feed(chunk: Uint8Array): RequestReading;
  /** What was fed and not given back yet. */
  readonly pending: Uint8Array;
}

export function createRequestReader(rewrite: () => RequestRewrite): RequestReader {
  const reader = createHeadReader({ maxBytes: maxHeadBytes });
  return {
    feed(chunk) {
      const reading = reader.feed(chunk);
      if (reading.kind === 'incomplete') return reading;
      if (reading.kind !== 'complete') return { kind: 'raw', bytes: reading.bytes };
      const { head, rest } = reading;
      const request = parseRequestHead(head);
      if (request === undefined) return { kind: 'raw', bytes: joinBytes([head, rest]) };
      if (!isUpgradeRequest(request))
        return { kind: leavesHttp(request) ? 'raw' : 'plain', bytes: joinBytes([head, rest]) };
      return { kind: 'upgrade', request: viewRequest(request), head: rewriteHead(head, rewrite()), rest };
    },
    get pending() {
      return reader.pending;
    },
  };
}

/** What stands in a chunk of the server's answer. */
export interface AnswerReading {
  /** Bytes outside the frames, as they came; `meaning` when they end with a final answer's head. */
  readonly raw: readonly { readonly bytes: Uint8Array; readonly meaning: Meaning | undefined }[];
  /** Behind a 101: the first frames, perhaps none yet. */
  readonly framed: Uint8Array | undefined;
}

/** Reads the server's answer, chunk by chunk. */
export interface AnswerReader {
  feed(chunk: Uint8Array): AnswerReading;
  /** What was kept back. */
  readonly pending: Uint8Array;
}

/**
 * Reads the server's answer to an upgrade request; every byte is given back at once, or with `gathers` every head when it is
 * whole. Interim answers (1xx but 101, RFC 9110 §15.2) come first; behind a final answer that is no 101, or behind anything
 * that is no HTTP, all is raw.
 */
export function createAnswerReader({ gathers }: { readonly gathers: boolean }): AnswerReader {
  let reader: HeadReader = createHeadReader({ maxBytes: maxHeadBytes });
  let isFinal = false;
  return {
    feed(chunk) {
      const raw: { bytes: Uint8Array; meaning: Meaning | undefined }[] = [];
      let left = chunk;
      while (left.length > 0) {
        const isWhole = gathers || reader.pending.length === 0;
        const reading = isFinal ? undefined : reader.feed(left);
        if (reading?.kind === 'incomplete' && gathers) break;
        if (reading?.kind !== 'complete') {
          const isForeign = reading !== undefined && reading.kind !== 'incomplete';
          if (isForeign) isFinal = true;
          raw.push({ bytes: isForeign && gathers ? reading.bytes : left, meaning: undefined });
          break;
        }
        const answer = parseResponseHead(reading.head);
        const status = answer?.status;
        const bytes = gathers ? reading.head : left.subarray(0, left.length - reading.rest.length);
        left = reading.rest;
        if (status === 101) {
          raw.push({ bytes, meaning: { kind: 'open', isWhole } });
          return { raw, framed: left };
        }
        isFinal = status === undefined || status >= 200;
        const isAnswer = isFinal && answer !== undefined;
        raw.push({ bytes, meaning: isAnswer ? meaningOf(answer) : undefined });
        reader = createHeadReader({ maxBytes: maxHeadBytes });
      }
      return { raw, framed: undefined };
    },
    get pending() {
      return gathers && !isFinal ? reader.pending : nothing;
    },
  };
}

const nothing = new Uint8Array(0);

/** Of a final answer that is no 101. */
export function meaningOf({ status, headers }: Pick<ResponseHead, 'status' | 'headers'>): Meaning {
  return { kind: 'answer', status, retryAfterMs: readRetryAfter(headers) };
}

function rewriteHead(head: Uint8Array, { headers, stripDeflate }: RequestRewrite): Uint8Array {
  const rewritten = Object.entries(headers).reduce((bytes, [name, value]) => rewriteHeader(bytes, name, value), head);
  return stripDeflate ? removeExtension(rewritten, 'permessage-deflate') : rewritten;
}

function viewRequest({ method, target, path, headers }: RequestHead): UpgradeRequest {
  const names = new Set(headers.map(([name]) => name.toLowerCase()));
  const values = [...names].map((name) => [name, findHeader(headers, name) ?? ''] as const);
  const query = /\?([^#]*)/.exec(target)?.[1];
  return { method, path, ...(query === undefined ? {} : { query }), headers: Object.fromEntries(values) };
}

/** What follows such a request need not be HTTP (RFC 9110 §7.8 and §9.3.6). */
function leavesHttp({ method, headers }: RequestHead): boolean {
  return method === 'CONNECT' || findHeader(headers, 'upgrade') !== undefined;
}
