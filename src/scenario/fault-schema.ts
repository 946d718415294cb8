import { z } from 'zod';
import { duration } from '../base/duration-schema.ts';
import { triggerEvents } from '../faults/fault-plan.ts';
import { frameMatcher } from '../faults/frame-matcher.ts';

/** A duration that must last. */
export const positiveDuration = duration.refine((ms) => ms > 0, 'must be longer than 0');

const direction = z.enum(['to-client', 'to-server', 'both']);

const trigger = z.strictObject({
  event: z.enum(triggerEvents).describe('What to wait for.'),
  nth: z.int().min(1).optional().describe('Only the nth one that matches, from 1. Default: the first.'),
  every: z.int().min(1).optional().describe('Every nth one that matches, again and again.'),
  match: frameMatcher.optional().describe('Which frames count, for message, frame, ping, pong and close.'),
  direction: direction.optional().describe('Which way the frame travels.'),
  connection: z.int().min(1).optional().describe('Only on this connection, from 1 in the order of acceptance.'),
  fault: z.string().optional().describe('The id of the fault that starts or ends.'),
  delay: duration.optional().describe('So long after the event.'),
});

const selector = z.strictObject({
  nth: z.int().min(1).optional().describe('The nth connection, from 1.'),
  first: z.int().min(1).optional().describe('The first so many connections.'),
  path: z.string().optional().describe('The path of the upgrade request, without the query; * stands for anything.'),
  header: z
    .record(z.string(), z.string())
    .optional()
    .describe('Headers of the upgrade request; * stands for anything.'),
  client: z.int().min(1).optional().describe('The connections of this client, from 1.'),
});

/** One entry of `faults:`; `with` is left to the fault type. */
export function createFaultSchema(types: readonly string[]) {
  return z.strictObject({
    id: z
      .string()
      .regex(/^[\w.-]+$/, 'an id consists of letters, digits, ".", "_" and "-"')
      .optional()
      .describe('The name that triggers and measure use. Default: the fault type.'),
    fault: z.enum(types).describe('The fault type; `wschaos faults` lists them.'),
    with: z.record(z.string(), z.unknown()).optional().describe('Options of the fault type.'),
    at: duration.optional().describe('Starts so long after the client is steady. Default: 0s.'),
    when: trigger.optional().describe('Starts at an event; excludes at.'),
    for: positiveDuration.optional().describe('Lasts so long. Default: to the end of the iteration.'),
    until: trigger.optional().describe('Lasts until an event; excludes for.'),
    count: z
      .int()
      .min(1)
      .optional()
      .describe('Lasts until it has touched so many connections (connect and handshake faults), frames or chunks.'),
    direction: direction.optional().describe('Which way the bytes travel that it touches.'),
    connections: z
      .union([z.enum(['all', 'new', 'existing']), selector])
      .optional()
      .describe(
        'Which connections it touches. Default: new for connect and handshake faults, existing for instantaneous ones, else all.',
      ),
    probability: z.number().min(0).max(1).optional().describe('Between 0 and 1, drawn from the seed. Default: 1.'),
    benign: z.boolean().optional().describe('This disturbance must not cause a reconnect.'),
  });
}

export type FaultShape = ReturnType<typeof createFaultSchema>['shape'];
export type FaultEntry = z.output<ReturnType<typeof createFaultSchema>>;
export type TriggerEntry = z.output<typeof trigger>;
export type SelectorEntry = NonNullable<FaultEntry['connections']>;
