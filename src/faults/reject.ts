import { z } from 'zod';
import { duration, formatDuration } from '../base/duration.ts';
import type { HandshakeAnswer } from './action.ts';
import { defineFault } from './define-fault.ts';

const tokenPattern = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
const headerText = z.string().regex(/^[^\r\n\0]*$/, 'a header value has no line breaks');

/** An HTTP answer in place of the 101, as a gateway gives it during a deploy. The server never sees the request. */
export const reject = defineFault({
  type: 'reject',
  layer: 'handshake',
  appliesTo: 'connection',
  lifetime: 'lasting',
  summary: 'Answer upgrade requests with an HTTP status.',
  wireFact: 'a complete HTTP/1.1 answer, then FIN; the server is not asked',
  options: z
    .strictObject({
      status: z.int().min(200).max(599).default(503),
      headers: z.record(z.string().regex(tokenPattern, 'not a header name'), headerText).default({}),
      body: z.string().optional().describe('Default: the status and its name; nothing for 204 and 304.'),
      retryAfter: duration.optional().describe('Sends Retry-After, in whole seconds, rounded up.'),
      location: headerText.optional().describe('Sends Location, for redirects.'),
    })
    .transform(({ retryAfter, ...options }) => ({ ...options, retryAfterMs: retryAfter })),
  example: { status: 503, retryAfter: '2s' },
  explain: ({ status, retryAfterMs }) =>
    `answer ${status}${retryAfterMs === undefined ? '' : `, retry after ${formatDuration(retryAfterMs)}`}`,
  create: ({ status, headers, body, retryAfterMs, location }) => {
    const reason = reasons[status] ?? 'Rejected';
    const givesType = Object.keys(headers).some((name) => name.toLowerCase() === 'content-type');
    const isBodiless = status === 204 || status === 304;
    const content = body ?? (isBodiless ? '' : `${status} ${reason}\n`);
    const answer: HandshakeAnswer = {
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
    return { onUpgrade: () => [{ kind: 'respond', answer }] };
  },
});

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
