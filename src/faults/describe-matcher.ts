import type { FrameMatcher } from './frame-matcher.ts';

/** For an `explain`: `pong frames`, `text frames, json {"a":1}, every 2`. */
export function describeMatcher({ opcode, ...conditions }: FrameMatcher): string {
  const given = Object.entries(conditions)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name} ${typeof value === 'object' ? JSON.stringify(value) : value}`);
  return [`${opcode?.join(', ') ?? 'any'} frames`, ...given].join(', ');
}
