import { z } from 'zod';
import { clientEventKinds } from '../../base/client-event.ts';
import { verdicts } from '../run-result.ts';

const t = z.number().meta({ description: 'milliseconds after the instant that the header names as zero' });
const onConnection = {
  t,
  connection: z.int().min(1).meta({ description: 'in the order of acceptance' }),
  client: z.int().min(0).meta({ description: 'from 1; 0: nothing tells whose connection it is' }),
};
const cut = z.literal(true).optional();

const header = z
  .looseObject({
    schema: z.literal('wschaos/trace@1'),
    tool: z.string(),
    case: z.string(),
    index: z.int(),
    seed: z.number(),
    phase: z.number().nullable(),
    verdict: z.enum(verdicts),
    zero: z.enum(['injected', 'steady', 'first-event']),
    leftOut: z.looseObject({ frames: z.int(), events: z.int() }),
    payloadBytes: z.int(),
    redacted: z.boolean(),
  })
  .meta({ description: 'the first line: which iteration it is' });

const frame = z.looseObject({
  ...onConnection,
  kind: z.literal('frame'),
  direction: z.enum(['to-client', 'to-server']),
  opcode: z.string(),
  fin: z.boolean(),
  rsv: z.array(z.union([z.literal(1), z.literal(2), z.literal(3)])).optional(),
  length: z.int().min(0),
  delivered: z.number().nullable().meta({ description: 'null: not in this iteration' }),
  made: z.literal(true).optional().meta({ description: 'by a fault; no peer has sent it like this' }),
  code: z.int().optional(),
  payload: z.union([z.looseObject({ text: z.string(), cut }), z.looseObject({ hex: z.string(), cut })]).optional(),
});

const handshake = z.looseObject({
  ...onConnection,
  kind: z.literal('handshake'),
  method: z.string(),
  path: z.string(),
  query: z.string().optional(),
  headers: z.record(z.string(), z.string()),
});

const ofConnection = z.looseObject({ ...onConnection, kind: z.enum(['accept', 'open', 'ready', 'closed', 'gone']) });

const answer = z.looseObject({
  ...onConnection,
  kind: z.literal('answer'),
  status: z.int(),
  retryAfterMs: z.number().optional(),
});

const end = z.looseObject({
  ...onConnection,
  kind: z.literal('end'),
  side: z.enum(['client', 'server']),
  how: z.enum(['fin', 'reset']),
});

const fault = z.looseObject({
  t,
  kind: z.enum(['fault-start', 'injected', 'affected', 'fault-end']),
  fault: z.string(),
  connection: z.int().optional(),
});

const client = z.looseObject({
  t,
  kind: z.literal('client'),
  client: z.int(),
  event: z.enum([...clientEventKinds, 'exit']),
  cause: z.string().optional(),
  code: z.int().optional(),
  err: z.string().optional(),
});

const finished = z.looseObject({
  t,
  kind: z.literal('finished'),
  reason: z.enum(['done', 'timeout', 'disturbed']),
  why: z.string().optional(),
});

const mark = z.looseObject({ t, kind: z.literal('mark'), mark: z.string() });

/** One line of a trace, `wschaos/trace@1`; what a later version adds passes. */
export const traceLineSchema = z.union([
  header,
  z.discriminatedUnion('kind', [frame, handshake, ofConnection, answer, end, fault, client, finished, mark]),
]);
