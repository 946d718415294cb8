import { z } from 'zod';
import { operators, statistics } from '../base/expectation.ts';

const duration = z.number().min(0);

const expectation = z.looseObject({
  expression: z.string(),
  metric: z.string(),
  statistic: z.enum(statistics).optional(),
  operator: z.enum(operators),
  value: z.number(),
  unit: z.enum(['duration', 'count', 'share']),
  level: z.enum(['error', 'warn', 'off']),
  because: z.string().optional(),
  file: z.string(),
  line: z.int(),
  column: z.int(),
});

const fault = z.looseObject({
  id: z.string(),
  type: z.string(),
  explanation: z.string(),
  lasting: z.boolean(),
  touchesNew: z.boolean(),
  unbinds: z.boolean(),
  benign: z.boolean(),
  picksFrames: z.boolean(),
  sign: z.enum(['end', 'silence', 'no-pongs', 'no-messages', 'none']),
  reachesClient: z.boolean(),
});

const heartbeat = z.looseObject({
  style: z.enum(['ping', 'app', 'tick', 'server', 'idle', 'none']),
  intervalMs: duration,
  timeoutMs: duration,
  byMessages: z.boolean().optional(),
});

/** `CaseShare`, for reading: a merge judges by it, so all of it is checked. */
export const shareSchema = z.looseObject({
  first: z.int().min(0),
  count: z.int().min(1),
  of: z.int().min(1),
  notes: z.array(z.string()),
  crowded: z.int().min(0),
  unmeasured: z.string().optional(),
  isNotLoaded: z.boolean().optional(),
  expectations: z.array(expectation),
  faults: z.array(fault),
  heartbeat: heartbeat.optional(),
  clientFiles: z.string().optional(),
});
