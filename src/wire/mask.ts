/** Up to this many bytes a loop over bytes beats the making of a view of words. */
const shortPayload = 64;

/**
 * Masks or unmasks, which is the same (RFC 6455 §5.3); gives a new array.
 *
 * @param maskKey Four bytes.
 * @param offset Where `payload` begins within the frame's payload, for one that comes in parts.
 */
export function applyMask(payload: Uint8Array, maskKey: Uint8Array, offset = 0): Uint8Array {
  const { length } = payload;
  const masked = new Uint8Array(length);
  let at = 0;
  if (length > shortPayload) {
    // The key is read from where the payload will stand, so the machine's byte order does not matter.
    for (let index = 0; index < 4; index++) masked[index] = maskKey[(offset + index) & 3] as number;
    const words = new Uint32Array(masked.buffer, 0, length >> 2);
    const key = words[0] as number;
    masked.set(payload);
    for (let index = 0; index < words.length; index++) words[index] = (words[index] as number) ^ key;
    at = words.length * 4;
  }
  for (; at < length; at++) masked[at] = (payload[at] as number) ^ (maskKey[(offset + at) & 3] as number);
  return masked;
}
