import { createFrameIngress } from '../../src/proxy/frame-ingress.ts';
import type { DataUnit, Unit } from '../../src/proxy/unit.ts';
import type { FrameSpec } from '../../src/wire/frame.ts';
import { encodeFrame } from '../../src/wire/frame-encoder.ts';
import { concat } from '../wire/hex.ts';

/** The units of the chunks of a stream that begins with a frame, as an ingress cuts them. */
export function unitsOf(chunks: readonly Uint8Array[]): readonly DataUnit[] {
  const ingress = createFrameIngress({ direction: 'to-client', gathers: () => 'none' });
  return chunks.flatMap((chunk) => ingress.takeFrames(chunk));
}

export const textFrame = (text: string, more: Partial<FrameSpec> = {}): Uint8Array =>
  encodeFrame({ opcode: 1, payload: new TextEncoder().encode(text), ...more });

/** The bytes of units as text, `|FIN` or `|RST` where the direction ends. */
export function spell(units: readonly Unit[]): string {
  return units
    .map((unit) => (unit.kind === 'data' ? new TextDecoder().decode(unit.bytes) : unit.how === 'fin' ? '|FIN' : '|RST'))
    .join('');
}

export function bytesOfUnits(units: readonly Unit[]): Uint8Array {
  return concat(units.flatMap((unit) => (unit.kind === 'data' ? [unit.bytes] : [])));
}
