import { z } from 'zod';
import { formatDuration } from '../base/duration.ts';
import { duration } from '../base/duration-schema.ts';
import { defineFault } from './define-fault.ts';
import { httpAnswer, httpStatus } from './http-answer.ts';

const tokenPattern = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
const headerText = z.string().regex(/^[^\r\n\0]*$/, 'a header value has no line breaks');

/** An HTTP answer in place of the 101, as a gateway gives it during a deploy. The server never sees the request. */
export const reject = defineFault({
  type: 'reject',
  layer: 'handshake',
  appliesTo: 'connection',
  lifetime: 'lasting',
  delivery: 'cut',
  summary: 'Answer upgrade requests with an HTTP status.',
  wireFact: 'a complete HTTP/1.1 answer, then FIN; the server is not asked',
  options: z
    .strictObject({
      status: httpStatus.default(503),
      headers: z.record(z.string().regex(tokenPattern, 'not a header name'), headerText).default({}),
      body: z.string().optional().describe('Default: the status and its name; nothing for 204 and 304.'),
      retryAfter: duration.optional().describe('Sends Retry-After, in whole seconds, rounded up.'),
      location: headerText.optional().describe('Sends Location, for redirects.'),
    })
    .transform(({ retryAfter, ...options }) => ({ ...options, retryAfterMs: retryAfter })),
  example: { status: 503, retryAfter: '2s' },
  explain: ({ status, retryAfterMs }) =>
    `answer ${status}${retryAfterMs === undefined ? '' : `, retry after ${formatDuration(retryAfterMs)}`}`,
  create: (options) => ({ onUpgrade: () => [{ kind: 'respond', answer: httpAnswer(options) }] }),
});
