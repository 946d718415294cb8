import { z } from 'zod';
import { invalidKinds, verdicts } from './run-result.ts';
import { shareSchema } from './share-schema.ts';

const figure = z.union([z.number(), z.literal('censored')], { error: 'expected a number or "censored"' });
const figureOrNull = figure.nullable();
const instant = z.number().nullable();
const sample = z.union([z.number(), z.literal('censored'), z.null(), z.array(z.number())], {
  error: 'expected a number, a list of numbers, "censored" or null',
});
const words = z.record(z.string(), z.string());

const dialSeries = z.looseObject({
  client: z.int(),
  source: z.enum(['wire', 'client']),
  dials: z.array(
    z.looseObject({
      t: z.number(),
      waitMs: instant,
      lateMs: z.number().optional(),
      after: z.union([z.enum(['loss', 'nothing', 'open']), z.number()]),
      retryAfterMs: z.number().optional(),
    }),
  ),
  end: z.enum(['ready', 'gave-up', 'exited', 'iteration']),
  quietMs: z.number(),
  last: z.union([z.enum(['nothing', 'open']), z.number()]).nullable(),
});

const iteration = z.looseObject({
  index: z.int(),
  seed: z.number(),
  phase: z.number().nullable(),
  verdict: z.enum(verdicts),
  reason: z.string().optional(),
  reasonKind: z.enum(invalidKinds).optional(),
  measured: z.string().optional(),
  cause: z.string().nullable(),
  wireSign: z.string().nullable(),
  source: z.record(z.string(), z.enum(['wire', 'client'])),
  marks: z.looseObject({
    steady: instant,
    injected: instant,
    affected: instant,
    detected: instant,
    attempts: z.array(z.number()),
    open: instant,
    ready: instant,
    lifted: instant,
    closed: instant,
    serverDetected: instant,
  }),
  samples: z.record(z.string(), sample),
  unobservable: words,
  noise: z.looseObject({ loop: z.number().nullable() }),
  timeline: z.array(z.looseObject({ t: z.number(), what: z.string(), text: z.string() })),
  arrivals: z
    .looseObject({
      lost: z.int(),
      bucketMs: z.number(),
      attempts: z.array(z.int()).nullable(),
      back: z.array(z.int()),
    })
    .optional(),
  dials: z.array(dialSeries).optional(),
  output: z.looseObject({ client: z.int(), lines: z.array(z.string()) }).optional(),
  trace: z.string().optional(),
});

const summary = z.looseObject({
  n: z.int(),
  censored: z.int(),
  min: figureOrNull,
  median: figureOrNull,
  medianInterval: z.tuple([figure, figure]).nullable(),
  p95: figureOrNull,
  p99: figureOrNull,
  max: figureOrNull,
});

const expectation = z.looseObject({
  expression: z.string(),
  level: z.enum(['error', 'warn', 'off']),
  actual: figureOrNull,
  pass: z.boolean(),
  file: z.string(),
  line: z.int(),
  column: z.int(),
});

const ci = z.looseObject({ provider: z.string(), sha: z.string().nullable() }).nullable();

const caseResult = z.looseObject({
  id: z.string(),
  name: z.string(),
  file: z.string(),
  target: z.string().optional(),
  matrix: words,
  tags: z.array(z.string()),
  hash: z.string(),
  partHashes: words.optional(),
  status: z.enum(['pass', 'fail', 'unmeasured']),
  reason: z.string().optional(),
  bound: z.looseObject({ style: z.string(), best: instant, worst: instant }).nullable(),
  timeoutMs: z.number(),
  seed: z.number(),
  notes: z.array(z.string()),
  iterations: z.array(iteration),
  invalid: z.array(iteration),
  summary: z.record(z.string(), summary),
  expectations: z.array(expectation),
  elapsedMs: z.number(),
  share: shareSchema.optional(),
});

/** `wschaos/results@1`, for reading: what a later version adds passes. */
export const resultsSchema = z.looseObject({
  schema: z.literal('wschaos/results@1'),
  tool: z.string(),
  seed: z.number(),
  shard: z.looseObject({
    index: z.int(),
    total: z.int(),
    plan: z.array(z.looseObject({ id: z.string(), hash: z.string() })).optional(),
  }),
  interrupted: z.boolean(),
  env: z.looseObject({ node: z.string(), os: z.string(), cpus: z.number(), ci }),
  elapsedMs: z.number(),
  endedAt: z.iso.datetime().optional(),
  replayFlags: z.array(z.string()).readonly().optional(),
  cases: z.array(caseResult),
});
