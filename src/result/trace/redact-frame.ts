import { redacted, redactText } from '../redact.ts';
import type { TracedFrame, TracedPayload } from './trace-line.ts';

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** A URL that ends with the text: of a name and a password the sign behind them may be missing. */
const openUserInfo = /([a-z][a-z\d+.-]*:\/\/)[^\s/?#"<>@]*:[^\s/?#"<>@]*$/i;

/**
 * A frame whose payload is shown without what may be secret in a text. Of a continuation nothing is shown: it may begin in the
 * midst of a secret. What is shown as bytes stays, but where the opcode says that it is text.
 */
export function redactFrame(frame: TracedFrame): TracedFrame {
  return frame.payload === undefined ? frame : { ...frame, payload: redactPayload(frame, frame.payload) };
}

function redactPayload({ opcode, fin }: TracedFrame, payload: TracedPayload): TracedPayload {
  const cut = payload.cut === undefined ? {} : { cut: payload.cut };
  const shown = 'text' in payload ? payload.text : readLeniently(opcode, payload.hex);
  if (shown === undefined || shown === '') return payload;
  if (opcode === 'continuation') return { text: redacted, ...cut };
  const text = redactText(shown);
  const clean = payload.cut === undefined && fin ? text : text.replace(openUserInfo, `$1${redacted}`);
  return clean === shown ? payload : { text: clean, ...cut };
}

/** Text that is not valid UTF-8, such as one that a fault has corrupted; `undefined`: it is no text. */
function readLeniently(opcode: string, hex: string): string | undefined {
  if (opcode === 'text' || opcode === 'continuation') return decoder.decode(bytesOf(hex));
  // A Close frame's reason stands behind its code.
  return opcode === 'close' ? decoder.decode(bytesOf(hex.slice(4))) : undefined;
}

function bytesOf(hex: string): Uint8Array {
  return Uint8Array.from(hex.match(/../g) ?? [], (digits) => Number.parseInt(digits, 16));
}
