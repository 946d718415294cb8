import { z } from 'zod';
import { size } from '../base/size.ts';
import { clientSchema, command } from './client-schema.ts';
import { createFaultSchema, positiveDuration } from './fault-schema.ts';
import { headers } from './header-schema.ts';

const target = z
  .strictObject({
    url: z.string().optional().describe('ws://, wss://, http://, https:// or tcp://.'),
    headers: headers.optional().describe('More headers for the upgrade request, for a url.'),
    rejectUnauthorized: z.boolean().optional().describe('False accepts any certificate. Default: true.'),
    builtin: z.enum(['echo', 'ticker', 'chat']).optional().describe('A server of wschaos itself.'),
    interval: positiveDuration.optional().describe("Between two of ticker's messages. Default: 1s."),
    padding: size.optional().describe("Fills up each of ticker's messages by so much. Default: 0B."),
    heartbeat: z
      .strictObject({ interval: positiveDuration, timeout: positiveDuration })
      .optional()
      .describe('The built-in server pings, and drops a client that does not answer in time. Default: none.'),
    handshakeTimeout: positiveDuration
      .optional()
      .describe('The built-in server drops a connection that has sent no request by then. Default: never.'),
    maxBuffered: size
      .optional()
      .describe('The built-in server drops a client, by RST, for which more waits to be sent. Default: 64MiB.'),
    deflate: z
      .boolean()
      .optional()
      .describe('The built-in server takes part in permessage-deflate (RFC 7692). Default: false.'),
    command: command.optional(),
    ready: z.string().min(1).optional().describe('The command is up when a line of its output contains this.'),
  })
  .meta({ anyOf: [{ required: ['url'] }, { required: ['builtin'] }] });

const listen = z.strictObject({
  address: z.string().optional().describe('HOST:PORT. Default: 127.0.0.1:0, any free port.'),
  tls: z
    .union([z.literal('self-signed'), z.strictObject({ cert: z.string().min(1), key: z.string().min(1) })])
    .optional()
    .describe('Terminates TLS; paths are relative to this file.'),
});

const traffic = z.strictObject({
  send: z
    .strictObject({
      every: positiveDuration,
      text: z.string().optional().describe('What to send.'),
      json: z.unknown().optional().describe('What to send, as JSON.'),
    })
    .optional()
    .describe('What the reference client sends.'),
  ready: z
    .enum(['round-trip', 'open', 'message', 'pong', 'told'])
    .optional()
    .describe('What counts as ready on the wire; told: nothing but the "ready" of the client. Default: round-trip.'),
  sequence: z.string().min(1).optional().describe('The member of JSON messages that holds a sequence number.'),
});

const repeat = z.strictObject({
  count: z.int().min(1).max(100_000).optional().describe('Iterations. Default: 10.'),
  warmup: z.int().min(0).optional().describe('Iterations before them that do not count. Default: 0.'),
  phase: z
    .enum(['sweep', 'random', 'none'])
    .optional()
    .describe('Where in the heartbeat period the fault falls. Default: sweep where a heartbeat is given, else none.'),
  seed: z.int().min(0).optional().describe("Of all randomness. Default: the run's."),
  maxInvalid: z.number().min(0).max(1).optional().describe('Share that may be invalid and is replaced. Default: 0.2.'),
});

/** An item of `expect:` as a map. */
export const expectationSchema = z.strictObject({
  that: z.string().describe('METRIC[.STATISTIC] OPERATOR VALUE'),
  level: z.enum(['error', 'warn', 'off']).default('error').describe('warn is shown, off is not evaluated.'),
  because: z.string().optional().describe('Why the bound is what it is; shown when it fails.'),
});

/** Beyond it a timer would fire at once. */
const maxTimeoutMs = 24 * 3_600_000;

/** The whole of a scenario, as it is written. `x-…` keys are taken out before. */
export function createScenarioSchema(faultTypes: readonly string[]) {
  return z.strictObject({
    version: z.literal(1, 'this wschaos reads version 1').describe('The version of the format: 1.'),
    name: z
      .string()
      .regex(/^[\w.-]+$/, 'a name consists of letters, digits, ".", "_" and "-"')
      .describe('Names the case in reports.'),
    description: z.string().optional().describe('What happens, and which real failure it was.'),
    tags: z.array(z.string().min(1)).optional().describe('For --tag and --not-tag.'),
    extends: z.string().optional().describe('A file to build on, relative to this one.'),
    vars: z.record(z.string(), z.unknown()).optional().describe('Values that references to var.NAME give.'),
    target: z
      .union([z.string(), target])
      .optional()
      .describe('Where the proxy connects to: a URL, a built-in server, or a command.'),
    listen: z.union([z.string(), listen]).optional().describe('Where the proxy listens. Default: 127.0.0.1:0.'),
    client: z
      .union([z.enum(['reference', 'external']), clientSchema])
      .optional()
      .describe('The client under test. Default: reference.'),
    traffic: traffic.optional().describe('What is sent, and what counts as ready.'),
    faults: z.array(createFaultSchema(faultTypes)).optional().describe('What goes wrong, and when.'),
    measure: z
      .strictObject({
        from: z.string().optional().describe('The fault that is the injury: its id.'),
        lifted: z.string().optional().describe('The fault whose end makes the world healthy: its id.'),
      })
      .optional()
      .describe('Which faults the figures are about, where there are several.'),
    timeout: positiveDuration
      .refine((ms) => ms <= maxTimeoutMs, 'must be at most 24h')
      .optional()
      .describe('Of one iteration. Default: 30s.'),
    repeat: z
      .union([z.int().min(1).max(100_000), repeat])
      .optional()
      .describe('How often. Default: 10.'),
    matrix: z
      .record(
        z.string(),
        z.array(z.union([z.string(), z.number(), z.boolean(), z.record(z.string(), z.unknown())])).min(1),
      )
      .optional()
      .describe('One case for each combination of these values.'),
    expect: z
      .array(z.union([z.string(), expectationSchema]))
      .optional()
      .describe('Bounds on what is measured.'),
  });
}

export type ScenarioSchema = ReturnType<typeof createScenarioSchema>;
export type ScenarioEntries = z.output<ScenarioSchema>;
