const encoder = new TextEncoder();
const asciiDecoder = new TextDecoder();

/** The bytes of a head as text, one character a byte (ISO 8859-1, as RFC 9110 §5.5 reads octets above ASCII). */
export function decodeHeadText(bytes: Uint8Array): string {
  // Nearly every head is ASCII, which is UTF-8 too: a tenth of the time, and there are two heads for every connection.
  if (isAscii(bytes)) return asciiDecoder.decode(bytes);
  let text = '';
  // In parts, for a call takes only so many arguments.
  for (let at = 0; at < bytes.length; at += 4096) text += String.fromCharCode(...bytes.subarray(at, at + 4096));
  return text;
}

/** The reverse of {@link decodeHeadText}; text with a character above U+00FF is written as UTF-8 instead. */
export function encodeHeadText(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit > 0xff) return encoder.encode(text);
    bytes[at] = unit;
  }
  return bytes;
}

function isAscii(bytes: Uint8Array): boolean {
  for (let at = 0; at < bytes.length; at++) if ((bytes[at] as number) > 0x7f) return false;
  return true;
}
