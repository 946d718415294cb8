import { z } from 'zod';
import type { HandshakeAnswer } from './action.ts';

/** The status of an answer of our own; one below 200 would not be final. */
export const httpStatus = z.int().min(200).max(599);

/** An answer, complete but for what HTTP itself needs; `body` defaults to the status and its name. */
export function httpAnswer(given: {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
  /** Sent in whole seconds, rounded up (RFC 9110 §10.2.3). */
  readonly retryAfterMs?: number | undefined;
  readonly location?: string | undefined;
}): HandshakeAnswer {
  const { status, headers = {}, body, retryAfterMs, location } = given;
  const reason = reasons[status] ?? 'Rejected';
  const givesType = Object.keys(headers).some((name) => name.toLowerCase() === 'content-type');
  const isBodiless = status === 204 || status === 304;
  const content = body ?? (isBodiless ? '' : `${status} ${reason}\n`);
  return {
    status,
    reason,
    headers: [
      ...(givesType || content === '' ? [] : [['Content-Type', 'text/plain; charset=utf-8'] as const]),
      ...(retryAfterMs === undefined ? [] : [['Retry-After', String(Math.ceil(retryAfterMs / 1000))] as const]),
      ...(location === undefined ? [] : [['Location', location] as const]),
      ...Object.entries(headers),
    ],
    body: content,
  };
}

/** Reason phrases of RFC 9110 §15 and RFC 6585 for the statuses that a gateway gives. */
const reasons: Readonly<Record<number, string>> = {
  200: 'OK',
  204: 'No Content',
  301: 'Moved Permanently',
  302: 'Found',
  304: 'Not Modified',
  307: 'Temporary Redirect',
  308: 'Permanent Redirect',
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  426: 'Upgrade Required',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  504: 'Gateway Timeout',
};
