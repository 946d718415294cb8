import { z } from 'zod';
import { durationPattern, parseDuration } from './duration.ts';

/** A duration in a scenario file or a fault option; parsed to milliseconds. */
export const duration = z
  .string({ error: ({ input }) => describeWrongType(input) })
  .regex(durationPattern, { error: ({ input }) => describeNoDuration(String(input)) })
  .transform((text) => parseDuration(text) as number)
  .meta({
    title: 'duration',
    description: 'A number and a unit: us, ms, s, m or h.',
    examples: ['500ms', '2s', '1.5m'],
  });

function describeWrongType(input: unknown): string {
  if (input === undefined) return 'expected a duration such as "500ms"';
  if (typeof input === 'number') return `a duration needs a unit: "${input}ms" or "${input}s"?`;
  return 'expected a duration such as "500ms" or "2s"';
}

function describeNoDuration(input: string): string {
  if (/^\d+(\.\d+)?$/.test(input)) return `a duration needs a unit: "${input}ms" or "${input}s"?`;
  return `"${input}" is not a duration; expected a number and a unit (us, ms, s, m, h), such as "500ms"`;
}
