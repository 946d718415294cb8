import { z } from 'zod';

const millisecondsPerUnit = { us: 0.001, ms: 1, s: 1_000, m: 60_000, h: 3_600_000 } as const;
const pattern = /^(\d+(?:\.\d+)?)(us|ms|s|m|h)$/;

/** Reads `500ms`, `2s`, `1.5m` (units us, ms, s, m, h); gives milliseconds, or `undefined` when it is no duration. */
export function parseDuration(text: string): number | undefined {
  const match = pattern.exec(text);
  if (match === null) return undefined;
  const unit = match[2] as keyof typeof millisecondsPerUnit;
  return Number(match[1]) * millisecondsPerUnit[unit];
}

/** Writes milliseconds for people, three significant digits: `412 ms`, `2.02 s`, `1.5 min`. */
export function formatDuration(ms: number): string {
  const size = Math.abs(ms);
  if (size < 0.9995) return `${Math.round(ms * 1000)} µs`;
  if (size < 10) return `${trimmed(ms, 1)} ms`;
  if (size < 999.5) return `${Math.round(ms)} ms`;
  if (size < 99_950) return `${trimmed(ms / 1000, size < 9_995 ? 2 : 1)} s`;
  if (size < 3_600_000) return `${trimmed(ms / 60_000, 1)} min`;
  return `${trimmed(ms / 3_600_000, 1)} h`;
}

/** Writes milliseconds as the scenario format spells them: `1500` gives `1.5s`. */
export function formatDurationLiteral(ms: number): string {
  if (ms !== 0 && ms < 1) return `${ms * 1000}us`;
  return ms < 1000 ? `${ms}ms` : `${ms / 1000}s`;
}

/** A duration in a scenario file or a fault option; parsed to milliseconds. */
export const duration = z
  .string({ error: ({ input }) => describeWrongType(input) })
  .regex(pattern, { error: ({ input }) => describeNoDuration(String(input)) })
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

function trimmed(value: number, digits: number): string {
  return Number(value.toFixed(digits)).toString();
}
