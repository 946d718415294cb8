import { z } from 'zod';
import type { Instant } from '../base/clock.ts';
import { formatDuration } from '../base/duration.ts';
import { duration } from '../base/duration-schema.ts';
import type { Random } from '../base/random.ts';
import { type Direction, type FrameSpec, opcodes } from '../wire/frame.ts';
import type { ConnectionAction, WakeAction } from './action.ts';
import { defineFault } from './define-fault.ts';
import { givenFrame } from './given-frame.ts';
import { type InjectPreset, injectPresets, isClosing, isLastOfDirection, presetActions } from './inject-preset.ts';

/** What is injected, ready to be asked for. */
type Source =
  | { readonly kind: 'frame'; readonly frame: FrameSpec }
  | { readonly kind: 'preset'; readonly preset: InjectPreset; readonly fragments: number };

/** What a burst may weigh. */
const maxBurstBytes = 16 * 2 ** 20;

/** Frames of our own among those of the peers, legal or not, as soon as a connection is open. */
export const inject = defineFault({
  type: 'inject',
  layer: 'frames',
  appliesTo: 'connection',
  lifetime: 'lasting',
  delivery: 'added',
  summary: 'Send frames of our own, legal or not.',
  wireFact:
    'control frames between two frames, others between two messages; behind huge-length and tiny-fragments nothing more',
  options: z
    .strictObject({
      frame: givenFrame.optional(),
      preset: z.enum(injectPresets).optional().describe('`masked` is illegal to-client, `unmasked` to-server.'),
      fragments: z.int().min(2).max(1_000_000).optional().describe('Of `tiny-fragments`. Default: 10000.'),
      every: duration
        .refine((ms) => ms >= 1, 'at least 1ms')
        .optional()
        .describe('Again and again; else once.'),
      count: z.int().min(1).max(10_000).optional().describe('How many; without `every` at once.'),
    })
    .refine(
      ({ frame, preset }) => (frame === undefined) !== (preset === undefined),
      'give frame or preset, one of them',
    )
    .refine(({ preset, fragments }) => fragments === undefined || preset === 'tiny-fragments', {
      path: ['fragments'],
      error: 'only tiny-fragments are counted so: add "preset: tiny-fragments"',
    })
    .refine(
      ({ preset, every, count }) =>
        preset === undefined || !isLastOfDirection(preset) || (every === undefined && count === undefined),
      { path: ['preset'], error: 'nothing can follow it: leave out every and count' },
    )
    .refine(
      ({ frame, every, count = 1 }) => every !== undefined || count * (frame?.payload?.length ?? 0) <= maxBurstBytes,
      { path: ['count'], error: 'more than 16MiB at once: add every, or send fewer' },
    )
    .transform(({ frame, preset, fragments = 10_000, every, count }) => ({
      source: sourceOf(frame, preset, fragments),
      everyMs: every,
      count: count ?? (every === undefined ? 1 : Number.POSITIVE_INFINITY),
    })),
  example: { preset: 'ping', every: '100ms' },
  defaultDirection: 'to-client',
  takesDirection: true,
  refuses: () => ({ count: 'counts its frames by with: { count }' }),
  // With the extension RSV1 would be legal; a message that is not compressed is legal with it, too (RFC 7692 §6).
  touchesData: ({ source }) => source.kind === 'preset' && source.preset === 'bad-rsv',
  // Of what goes to the server the client sees what the server makes of it.
  sign({ source }, direction) {
    if (direction === 'to-server') return 'none';
    if (source.kind === 'frame') return source.frame.opcode === opcodes.close ? 'end' : 'none';
    if (isLastOfDirection(source.preset)) return 'silence';
    return isClosing(source.preset) ? 'end' : 'none';
  },
  explain({ source, everyMs, count }) {
    const often = everyMs === undefined ? '' : `, one every ${formatDuration(everyMs)}`;
    return `inject ${Number.isFinite(count) && count > 1 ? `${count} × ` : ''}${describeSource(source)}${often}`;
  },
  create({ source, everyMs = 0, count }, { direction, random }) {
    const directions: readonly Direction[] = direction === 'both' ? ['to-client', 'to-server'] : [direction];
    let startedAt: Instant = 0;
    let sent = 0;
    const send = (now: Instant): (ConnectionAction | WakeAction)[] => {
      // At the very instant of a frame the quotient of two roundings can miss it, and the same instant would come again.
      const passed = Math.floor((now - startedAt) / everyMs + 1e-6);
      const due = everyMs === 0 ? count : Math.min(count, passed + 1);
      const batch = Math.min(due - sent, maxBatch);
      // What a process that slept could not send is not made up for.
      if (everyMs > 0) startedAt += (due - sent - batch) * everyMs;
      sent += batch;
      const actions: (ConnectionAction | WakeAction)[] = Array.from({ length: batch }, () =>
        directions.flatMap((towards) => actionsOf(source, towards, random)),
      ).flat();
      if (sent < count) actions.push({ kind: 'wake', at: everyMs === 0 ? now + 1 : startedAt + sent * everyMs });
      return actions;
    };
    return {
      onOpen(now) {
        startedAt = now;
        return send(now);
      },
      onWake: send,
    };
  },
});

/** In one turn; the rest a millisecond later, so that a burst keeps nobody else waiting. */
const maxBatch = 100;

function sourceOf(frame: FrameSpec | undefined, preset: InjectPreset | undefined, fragments: number): Source {
  if (frame !== undefined) return { kind: 'frame', frame };
  // One of the two is given.
  return { kind: 'preset', preset: preset as InjectPreset, fragments };
}

function actionsOf(source: Source, direction: Direction, random: Random): readonly ConnectionAction[] {
  if (source.kind === 'frame') return [{ kind: 'inject', direction, frame: source.frame }];
  return presetActions(source.preset, direction, source.fragments, random);
}

function describeSource(source: Source): string {
  if (source.kind === 'frame') {
    const name = Object.entries(opcodes).find(([, opcode]) => opcode === source.frame.opcode)?.[0];
    return `${name} frame, ${source.frame.payload?.length ?? 0} bytes`;
  }
  return source.preset === 'tiny-fragments' ? `${source.fragments} tiny fragments` : source.preset;
}
