import { z } from 'zod';
import { duration } from '../base/duration-schema.ts';
import type { Random } from '../base/random.ts';
import { defineFault } from './define-fault.ts';
import type { FlowHooks } from './fault-hooks.ts';

/** Each chunk is due at its arrival plus a delay. Delays overlap and order is kept, so throughput is not cut. */
export const latency = defineFault({
  type: 'latency',
  layer: 'bytes',
  appliesTo: 'flow',
  lifetime: 'lasting',
  delivery: 'kept',
  summary: 'Hold each chunk back for a while; order kept, throughput not cut.',
  wireFact: 'every chunk, and the end, arrives later; never reordered',
  options: z
    .strictObject({
      delay: duration,
      jitter: duration
        .optional()
        .describe('Width of the variation: ± for uniform, one sigma for normal, scale for pareto.'),
      distribution: z.enum(['uniform', 'normal', 'pareto']).default('uniform'),
      holds: z
        .enum(['everything', 'end'])
        .default('everything')
        .describe('With `end` the bytes pass at once, and only the FIN or RST behind them arrives later.'),
    })
    .transform(({ delay, jitter, ...rest }) => ({ delayMs: delay, jitterMs: jitter ?? 0, ...rest })),
  example: { delay: '200ms', jitter: '50ms' },
  explain: ({ delayMs, jitterMs, holds }) =>
    `hold ${holds === 'end' ? 'the end' : 'chunks'} for ${delayMs}${jitterMs === 0 ? '' : ` ± ${jitterMs}`} ms`,
  create: ({ delayMs, jitterMs, distribution, holds }, { random }) => {
    const draw = (): number => Math.max(0, delayMs + jitterMs * variations[distribution](random));
    const onEnd: FlowHooks['onEnd'] = (_how, now) => [{ kind: 'forward', dueAt: now + draw() }];
    return holds === 'end'
      ? { onEnd, onLift: () => [{ kind: 'hasten' }] }
      : { onChunk: (_bytes, now) => [{ kind: 'forward', dueAt: now + draw() }], onEnd };
  },
});

/** Shape of the Pareto variation; netem users know its heavy tail. */
const paretoShape = 3;

const variations = {
  uniform: (random: Random) => 2 * random.next() - 1,
  /** Box–Muller. */
  normal: (random: Random) => Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next()),
  pareto: (random: Random) => (1 - random.next()) ** (-1 / paretoShape) - 1,
} as const;
