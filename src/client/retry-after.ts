/** A day; a longer wait than this is a mistake of the server. */
const longestMs = 86_400_000;

/**
 * Reads a `Retry-After` header (RFC 9110 §10.2.3) as milliseconds from now: seconds, or a date, which counts from the
 * answer's own `Date`, so that no two wall clocks are compared. `undefined` when it cannot be read; at most a day.
 */
export function parseRetryAfter(retryAfter: string | undefined, date: string | undefined): number | undefined {
  if (retryAfter === undefined) return undefined;
  const text = retryAfter.trim();
  if (/^\d+$/.test(text)) return Math.min(longestMs, Number(text) * 1_000);
  // `Date.parse` takes almost anything; every form that HTTP allows begins with the day's name.
  if (!/^[A-Z][a-z]{2}/.test(text) || date === undefined) return undefined;
  const waitMs = Date.parse(text) - Date.parse(date);
  return Number.isNaN(waitMs) ? undefined : Math.min(longestMs, Math.max(0, waitMs));
}
