import { z } from 'zod';
import { faults } from '../faults/index.ts';
import { createFaultSchema } from '../scenario/fault-schema.ts';
import { headers } from '../scenario/header-schema.ts';
import { listenEntry, tlsEntry } from '../scenario/proxy-config.ts';

const milliseconds = z.number().describe('Milliseconds since the proxy began.');
const flow = z.strictObject({ frames: z.int(), bytes: z.int() });

/** A fault as a scenario file writes it. */
export const faultEntry = createFaultSchema(faults.map(({ type }) => type)).meta({ id: 'FaultEntry' });

/** As it was given, or as it stands in a scenario file; checked already. */
const givenEntry = z.looseObject({ fault: z.string() });

export const problemBody = z
  .strictObject({
    error: z.strictObject({
      code: z.string().describe('Stable, for programs.'),
      message: z.string(),
      hint: z.string().optional(),
      problems: z.array(z.string()).optional().describe('Each thing that is wrong, by itself.'),
    }),
  })
  .meta({ id: 'Problem' });

export const health = z.strictObject({ status: z.literal('ok'), version: z.string() }).meta({ id: 'Health' });

/** What starts a proxy. */
export const newProxy = z
  .strictObject({
    name: z.string().describe('Letters, digits and _ . : @ -, at most 128.'),
    target: z.string().describe('ws://, wss://, http://, https:// or tcp://.'),
    listen: listenEntry,
    tls: tlsEntry.describe('Terminates TLS; cert and key are PEM texts.'),
    rejectUnauthorized: z.boolean().optional().describe("Verify the target's certificate. Default: true."),
    headers: headers.optional().describe('Set on every request to the target.'),
    faults: z
      .array(z.looseObject({ fault: z.string() }))
      .optional()
      .describe('As in a scenario file.'),
    enabled: z.boolean().optional().describe('Default: true.'),
    seed: z.int().min(0).optional().describe('Of all randomness. Default: 1.'),
    payloads: z
      .boolean()
      .optional()
      .describe('Keep the first 1,024 bytes of payloads; takes permessage-deflate out of handshakes. Default: false.'),
  })
  .meta({ id: 'NewProxy' });

export const proxyPatch = z.strictObject({ enabled: z.boolean() }).meta({ id: 'ProxyPatch' });

export const proxyView = z
  .strictObject({
    name: z.string(),
    target: z.string(),
    url: z.string().describe('What a client is to dial.'),
    host: z.string(),
    port: z.int(),
    enabled: z.boolean(),
    tls: z.boolean(),
    ca: z.string().optional().describe('PEM of the authority that a client must trust.'),
    payloads: z.boolean(),
    ageMs: z.number(),
    connections: z.int().describe('How many are up.'),
    faults: z.int().describe('How many are not over.'),
    totals: z.strictObject({ accepted: z.int(), opened: z.int(), toServer: flow, toClient: flow }),
  })
  .meta({ id: 'Proxy' });

export const connectionView = z
  .strictObject({
    id: z.int(),
    state: z.enum(['handshake', 'open', 'http', 'rejected', 'closed']),
    remotePort: z.int(),
    localPort: z.int(),
    path: z.string().optional(),
    ageMs: z.number(),
    openMs: z.number().optional(),
    toServer: flow,
    toClient: flow,
  })
  .meta({ id: 'Connection' });

export const faultView = z
  .strictObject({
    id: z.string(),
    type: z.string(),
    entry: givenEntry,
    state: z.enum(['waiting', 'active']),
    explanation: z.string(),
    thrownAt: milliseconds,
    startedAt: milliseconds.nullable(),
    remainingMs: z.number().nullable().describe('Until it heals by itself.'),
    connections: z.int().describe('On how many connections it took effect.'),
  })
  .meta({ id: 'Fault' });

const figure = z.union([z.number(), z.literal('censored')]).nullable();

export const measurementView = z
  .strictObject({
    number: z.int(),
    fault: z.string(),
    type: z.string(),
    entry: givenEntry,
    explanation: z.string(),
    thrownAt: milliseconds,
    startedAt: milliseconds.nullable(),
    endedAt: milliseconds.nullable(),
    origin: milliseconds.describe('Where marks count from.'),
    isFinal: z.boolean(),
    verdict: z.string(),
    reason: z.string().optional(),
    cause: z.string().nullable(),
    wireSign: z.string().nullable(),
    source: z.record(z.string(), z.string()),
    marks: z.record(z.string(), z.unknown()),
    samples: z.record(z.string(), figure),
    unobservable: z.record(z.string(), z.string()),
    noise: z.strictObject({ loop: z.number().nullable() }),
    timeline: z.array(z.unknown()),
  })
  .meta({ id: 'Measurement' });

export const logEntry = z
  .looseObject({ id: z.int(), t: milliseconds, kind: z.string() })
  .meta({ id: 'LogEntry', description: 'What else it has depends on its kind.' });

export const logPage = z
  .strictObject({
    entries: z.array(logEntry),
    hasGap: z.boolean().describe('Entries behind the one that was asked for are not kept any more.'),
    lastId: z.int().describe('Of the last entry here: what the next question is to name.'),
  })
  .meta({ id: 'LogPage' });

export const faultType = z
  .strictObject({
    type: z.string(),
    layer: z.string(),
    lifetime: z.enum(['instant', 'lasting']),
    summary: z.string(),
    wireFact: z.string(),
    example: z.looseObject({ fault: z.string() }).describe('An entry that is valid and typical.'),
    options: z.record(z.string(), z.unknown()).describe('The JSON Schema of `with`.'),
    refuses: z.array(z.string()).describe('What else an entry may say and this type cannot heed.'),
  })
  .meta({ id: 'FaultType' });
