import { findHeader, type HeaderField } from './head-layout.ts';

/**
 * What an answer's `Retry-After` asks for, in milliseconds: whole seconds, or a date, which counts from the answer's own
 * `Date` (RFC 9110 §10.2.3). `undefined` without one, or when it cannot be read. Not shared with the client, whose own reading
 * is judged by this one.
 */
export function readRetryAfter(headers: readonly HeaderField[]): number | undefined {
  const text = findHeader(headers, 'retry-after')?.trim() ?? '';
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1000;
  if (!/^[A-Z][a-z]{2,8}, ?\d/.test(text)) return undefined;
  const waitMs = Date.parse(text) - Date.parse(findHeader(headers, 'date') ?? '');
  return Number.isNaN(waitMs) ? undefined : Math.max(0, waitMs);
}
