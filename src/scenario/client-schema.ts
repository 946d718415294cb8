import { z } from 'zod';
import { backoffs } from '../base/client-policy.ts';
import { duration } from '../base/duration-schema.ts';
import { size } from '../base/size.ts';
import { frameMatcher } from '../faults/frame-matcher.ts';
import { positiveDuration } from './fault-schema.ts';
import { headers } from './header-schema.ts';

/** Names and values; numbers and truth values, as an environment variable may give them, are text here. */
export const texts = z.record(
  z.string(),
  z.union([z.string(), z.number(), z.boolean()]).transform((value) => String(value)),
);
/** A program and its arguments; never a line for a shell. */
export const command = z
  .array(z.string(), { error: ({ input }) => describeCommand(input) })
  .min(1)
  .describe('A program and its arguments, as a list.');

const closeCodes = z.array(z.int().min(1000).max(4999));
const statuses = z.array(z.int().min(100).max(599));

const heartbeat = z.strictObject({
  mode: z
    .enum(['ping', 'app', 'server', 'idle', 'none'])
    .optional()
    .describe(
      'ping: WebSocket pings. app: messages. server: watch its pings. idle: watch for silence. none: only read.',
    ),
  interval: positiveDuration.optional().describe('Between two heartbeats. Default: 10s.'),
  timeout: positiveDuration.optional().describe('For the answer. Default: 5s.'),
  maxMissed: z.int().min(1).optional().describe('So many in a row may go unanswered. Default: 1.'),
  alive: z.enum(['bytes', 'frame', 'message', 'pong']).optional().describe('The least that is a sign of life.'),
});

const reconnect = z.strictObject({
  backoff: z.enum(backoffs).optional().describe('Default: full-jitter.'),
  initial: duration.optional().describe('Default: 500ms.'),
  max: duration.optional().describe('The cap, before the jitter. Default: 30s.'),
  factor: z.number().min(1).optional().describe('Default: 2.'),
  first: z
    .union([z.enum(['backoff', 'immediate']), z.strictObject({ random: z.tuple([duration, duration]) })])
    .optional()
    .describe('The wait before the first attempt after a loss. Default: backoff.'),
  resetAfter: duration.optional().describe('The backoff starts again after this long in ready. Default: 5s.'),
  maxAttempts: z.int().min(0).optional().describe('Then it gives up. Default: never.'),
  maxElapsed: positiveDuration.optional().describe('Then it gives up. Default: never.'),
  respectRetryAfter: z.boolean().optional().describe('Default: true.'),
  fatalCloseCodes: closeCodes.optional().describe('It gives up at these.'),
  authCloseCodes: closeCodes.optional().describe('It dials once more, with fresh credentials. Default: [4401].'),
  fatalStatuses: statuses.optional().describe('It gives up at these.'),
  authStatuses: statuses.optional().describe('It dials once more, with fresh credentials. Default: [401, 403].'),
});

const queue = z.strictObject({
  maxMessages: z.int().min(0).optional().describe('Default: 1000.'),
  maxBytes: size.optional().describe('Default: 1MiB.'),
  overflow: z.enum(['drop-oldest', 'drop-newest', 'throw']).optional().describe('Default: drop-oldest.'),
  resend: z.enum(['none', 'unacked']).optional().describe('Default: none.'),
});

const send = z.strictObject({
  stallTimeout: positiveDuration.optional().describe('Default: 10s.'),
  highWaterMark: size.optional().describe('Default: 1MiB.'),
});

const declaredHeartbeat = z
  .strictObject({
    interval: positiveDuration.optional().describe('Between two heartbeats; the period that the phase sweeps.'),
    timeout: positiveDuration.optional().describe('For the answer, or of silence.'),
    style: z
      .enum(['ping', 'app', 'tick', 'server', 'idle', 'none'])
      .default('ping')
      .describe('Which detection bound applies. app: as ping, by messages.'),
    frames: frameMatcher
      .optional()
      .describe('The messages that are its beats, such as { heartbeat: phoenix }. Default for app: all to the server.'),
  })
  .describe('The heartbeat that the client is known to have.');

const common = {
  count: z.int().min(1).max(10_000).default(1).describe('How many clients.'),
  start: z.strictObject({ over: duration }).optional().describe('Spreads their starts over this time.'),
};
const others = { ...common, heartbeat: declaredHeartbeat.optional() };

const identify = z
  .union([
    z.strictObject({ header: z.string().min(1) }),
    z.strictObject({ query: z.string().min(1) }),
    z.literal('path'),
  ])
  .describe('What tells several external clients apart: each value of it is a client.');

/** `client:` as a map, by its type. */
export const clientSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('reference').describe('The built-in client.'),
    ...common,
    protocols: z.array(z.string()).optional().describe('Subprotocols to offer.'),
    headers: headers.optional().describe('Headers of the upgrade request.'),
    connectTimeout: positiveDuration.optional().describe('DNS, TCP, TLS and HTTP together. Default: 10s.'),
    readyTimeout: positiveDuration.optional().describe('From the 101 to application readiness. Default: 10s.'),
    closeTimeout: positiveDuration.optional().describe('Then the socket is destroyed. Default: 2s.'),
    replyTimeout: duration.optional().describe('For the answer to a message. Default: 0s, no limit.'),
    ready: z
      .enum(['ack', 'pong', 'message', 'open'])
      .optional()
      .describe('What makes it ready. Default: ack from a built-in target, pong from any other.'),
    noticesEnd: z
      .enum(['at-once', 'at-send'])
      .optional()
      .describe('When it acts on a Close frame, FIN or RST; at-send: when its next send fails. Default: at-once.'),
    heartbeat: heartbeat.optional(),
    reconnect: reconnect.optional(),
    queue: queue.optional(),
    send: send.optional(),
  }),
  z.strictObject({
    type: z.literal('command').describe('Any program; it finds the address in WSCHAOS_URL.'),
    ...others,
    command,
    env: texts.default({}).describe('More environment variables.'),
  }),
  z.strictObject({
    type: z.literal('module').describe('A JavaScript or TypeScript module.'),
    ...others,
    module: z.string().min(1).describe('Its path, relative to this file.'),
    options: z.record(z.string(), z.unknown()).default({}).describe('Handed to the module.'),
  }),
  z.strictObject({
    type: z.literal('browser').describe('A page in headless Chromium.'),
    ...others,
    page: z.string().min(1).describe('A URL, or a path relative to this file; it finds the address in WSCHAOS_URL.'),
    random: z
      .enum(['seeded', 'native'])
      .default('seeded')
      .describe('Math.random of the page: drawn from the seed, so that a replay repeats it, or left alone.'),
    executablePath: z
      .string()
      .min(1)
      .optional()
      .describe(
        'The browser. Default: WSCHAOS_CHROMIUM, else an installed Chromium or Chrome, else that of Playwright.',
      ),
    args: z.array(z.string()).default([]).describe('More flags of the browser.'),
  }),
  z.strictObject({
    type: z.literal('external').describe('Dials by itself: the address is printed, one port serves the whole case.'),
    ...others,
    identify: identify.optional(),
  }),
]);

export type ClientEntry = z.output<typeof clientSchema>;
export type ReferenceEntry = Extract<ClientEntry, { readonly type: 'reference' }>;
export type DeclaredHeartbeatEntry = z.output<typeof declaredHeartbeat>;

function describeCommand(input: unknown): string {
  return typeof input === 'string'
    ? `expected a list, the program and each argument by itself: [${input.trim().split(/\s+/).join(', ')}]`
    : 'expected a list: the program and each argument by itself';
}
