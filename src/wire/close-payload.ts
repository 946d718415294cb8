import { mayBeOnWire } from './close-code.ts';
import type { ViolationRule } from './violation.ts';

/** What a Close frame says (RFC 6455 §5.5.1). */
export type ClosePayload =
  /** Legal; stands for 1005. */
  | { readonly kind: 'empty'; readonly code: undefined; readonly reason: '' }
  | { readonly kind: 'status'; readonly code: number; readonly reason: string }
  | {
      readonly kind: 'violation';
      /** `undefined` when there are fewer than two bytes. */
      readonly code: number | undefined;
      /** With replacement characters where the bytes are not UTF-8. */
      readonly reason: string;
      /** At least one. */
      readonly violations: readonly ViolationRule[];
    };

const encoder = new TextEncoder();
const strictDecoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const lenientDecoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** The payload of a Close frame, also with a code that must not be sent or a reason above 123 bytes. */
export function encodeClosePayload(code: number, reason = ''): Uint8Array {
  const text = encoder.encode(reason);
  const payload = new Uint8Array(2 + text.length);
  payload[0] = code >> 8;
  payload[1] = code;
  payload.set(text, 2);
  return payload;
}

/** Reads the payload of a Close frame, unmasked. */
export function decodeClosePayload(payload: Uint8Array): ClosePayload {
  const [high, low] = payload;
  if (high === undefined) return { kind: 'empty', code: undefined, reason: '' };
  if (low === undefined) return { kind: 'violation', code: undefined, reason: '', violations: ['close-length'] };
  const code = high * 256 + low;
  const text = payload.subarray(2);
  const reason = lenientDecoder.decode(text);
  const violations: ViolationRule[] = [];
  if (!mayBeOnWire(code)) violations.push('close-code');
  if (!isUtf8(text)) violations.push('close-reason-utf8');
  return violations.length === 0 ? { kind: 'status', code, reason } : { kind: 'violation', code, reason, violations };
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    strictDecoder.decode(bytes);
    return true;
  } catch {
    return false;
  }
}
