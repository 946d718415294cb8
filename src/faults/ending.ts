import { z } from 'zod';
import { encodeClosePayload } from '../wire/close-payload.ts';
import { type Direction, opcodes } from '../wire/frame.ts';
import type { ConnectionAction, EndKind, Side } from './action.ts';

/** The option of faults that end a connection on both sides: how. */
export const ending = z.enum(['fin', 'reset', 'silent', 'close']);
export type Ending = z.output<typeof ending>;

/** The status code of a Close frame, also one that must not stand on the wire (RFC 6455 §7.4). */
export const closeCode = z.int().min(0).max(65_535);

/** The reason of a Close frame: at most 123 bytes of UTF-8 (RFC 6455 §5.5). */
export const closeReason = z
  .string()
  .refine((text) => bytesOf(text) <= maxReasonBytes, { error: ({ input }) => describeLongReason(String(input)) });

/**
 * Ends a connection on both sides. `code` and `reason` are those of the Close frames that `close` sends before the FIN;
 * `silent` leaves both sides up and delivers nothing more.
 */
export function endActions(how: Ending, code: number, reason = ''): readonly ConnectionAction[] {
  switch (how) {
    case 'fin':
      return finActions(bothSides);
    case 'reset':
      return resetActions(bothSides);
    case 'silent':
      return sealBoth;
    case 'close':
      return closeActions('both', code, reason, 'fin');
  }
}

/** False for a `code` beside a `how` that sends no Close frame. */
export function isCodeUsed({ how, code }: { readonly how: Ending; readonly code?: number | undefined }): boolean {
  return code === undefined || how === 'close';
}

/** One clause for an `explain`: `FIN`, `Close 1001 and FIN`. */
export function describeEnding(how: Ending, code: number): string {
  return how === 'close' ? `Close ${code} and FIN` : endingNames[how];
}

/** FIN without a Close frame. Sealed both ways, or the answer of a side that is cut would end the other one. */
export function finActions(sides: readonly Side[]): readonly ConnectionAction[] {
  return [...sealBoth, ...sides.map((side) => ({ kind: 'end', side }) as const)];
}

/** RST at once, idle or not. */
export function resetActions(sides: readonly Side[]): readonly ConnectionAction[] {
  return sides.map((side) => ({ kind: 'reset', side }));
}

/** A Close frame, behind which nothing more is delivered, then FIN, RST or, with `open`, nothing. */
export function closeActions(
  direction: Direction | 'both',
  code: number,
  reason: string,
  then: EndKind | 'open',
): readonly ConnectionAction[] {
  const frame = { opcode: opcodes.close, payload: encodeClosePayload(code, reason) };
  const directions: readonly Direction[] = direction === 'both' ? ['to-client', 'to-server'] : [direction];
  return directions.flatMap((towards) => [
    { kind: 'inject', direction: towards, frame },
    { kind: 'seal', direction: towards },
    ...finish(then, towards === 'to-client' ? 'client' : 'server'),
  ]);
}

function finish(how: EndKind | 'open', side: Side): readonly ConnectionAction[] {
  switch (how) {
    case 'fin':
      return [{ kind: 'end', side }];
    case 'reset':
      return [{ kind: 'reset', side, afterWrites: true }];
    case 'open':
      return [];
  }
}

const bothSides: readonly Side[] = ['client', 'server'];
const sealBoth: readonly ConnectionAction[] = [
  { kind: 'seal', direction: 'to-client' },
  { kind: 'seal', direction: 'to-server' },
];
const endingNames = { fin: 'FIN', reset: 'RST', silent: 'deliver nothing more' } as const;

/** What a control frame's 125 bytes leave beside the code. */
const maxReasonBytes = 123;

function bytesOf(text: string): number {
  return new TextEncoder().encode(text).length;
}

function describeLongReason(text: string): string {
  return `a close reason has at most ${maxReasonBytes} bytes of UTF-8, this one has ${bytesOf(text)}`;
}
