import { opcodes } from '../../wire/frame.ts';
import { encodeFrame } from '../../wire/frame-encoder.ts';

/** A masking key like any other. */
export const maskKey = Uint8Array.of(0x37, 0xfa, 0x21, 0x3d);

/** Lines as a head: joined, and closed with an empty one. */
export function head(...lines: readonly string[]): string {
  return `${lines.join('\r\n')}\r\n\r\n`;
}

/** An upgrade request, with more header lines behind the usual ones. */
export function requestHead(...more: readonly string[]): string {
  return head(
    'GET /chat?room=1 HTTP/1.1',
    'Host: server.test',
    'Upgrade: websocket',
    'Connection: Upgrade',
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
    'Sec-WebSocket-Version: 13',
    ...more,
  );
}

/** The 101 that answers it. */
export function answerHead(...more: readonly string[]): string {
  return head(
    'HTTP/1.1 101 Switching Protocols',
    'Upgrade: websocket',
    'Connection: Upgrade',
    'Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=',
    ...more,
  );
}

/** A whole text message as clients send it: masked. */
export function clientText(text: string): Uint8Array {
  return encodeFrame({ opcode: opcodes.text, payload: Buffer.from(text), maskKey });
}

/** A whole text message as servers send it. */
export function serverText(text: string): Uint8Array {
  return encodeFrame({ opcode: opcodes.text, payload: Buffer.from(text) });
}
