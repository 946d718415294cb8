import { z } from 'zod';

/** The options that spell out a payload; the members of an option that holds one. */
export const payloadFields = {
  text: z.string().optional(),
  json: z.unknown().optional().meta({ title: 'any JSON', description: 'Any value; written without spaces.' }),
  base64: z.base64('not base64').optional().describe('Bytes.'),
};

/** What was given for the {@link payloadFields}. */
export interface GivenPayload {
  readonly text?: string | undefined;
  readonly json?: unknown;
  readonly base64?: string | undefined;
}

/** How many of the fields were given. */
export function countPayloads({ text, json, base64 }: GivenPayload): number {
  return [text, json, base64].filter((value) => value !== undefined).length;
}

/** The bytes that were spelled out; none when no field was given. */
export function encodePayload({ text, json, base64 }: GivenPayload): Uint8Array {
  if (base64 !== undefined) return decodeBase64(base64);
  return new TextEncoder().encode(json === undefined ? (text ?? '') : JSON.stringify(json));
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** RFC 4648 §4; each character carries six bits. */
function decodeBase64(text: string): Uint8Array {
  const digits = text.replace(/=+$/, '');
  const bytes = new Uint8Array(Math.floor((digits.length * 6) / 8));
  let bits = 0;
  let bitCount = 0;
  let at = 0;
  for (const digit of digits) {
    bits = ((bits << 6) | alphabet.indexOf(digit)) & 0xffff;
    bitCount += 6;
    if (bitCount < 8) continue;
    bitCount -= 8;
    bytes[at++] = bits >> bitCount;
  }
  return bytes;
}
