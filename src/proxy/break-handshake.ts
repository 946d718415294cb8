import type net from 'node:net';
import type { Clock } from '../base/clock.ts';
import { createLinger } from './linger.ts';
import { ignoreError } from './peer.ts';
import { resetPeer } from './socket-end.ts';

/** RFC 8446 §5.1: content type, version, length. */
const recordHeaderBytes = 5;
const handshakeRecord = 0x16;
/** No record is longer; what is, is no TLS. */
const maxRecordBytes = recordHeaderBytes + 2 ** 14;

/** What web servers say to a TLS client on their plain port. */
const plainAnswer = [
  'HTTP/1.1 400 Bad Request',
  'Content-Type: text/plain',
  'Content-Length: 22',
  'Connection: close',
  '',
  'This port has no TLS.\n',
].join('\r\n');

/**
 * Keeps an accepted socket from its TLS session: `hang` reads and never answers; `reset` and `plaintext` wait for the
 * ClientHello. A half that only the other side ended is kept as long as that of any dead link.
 */
export function breakHandshake(raw: net.Socket, mode: 'hang' | 'reset' | 'plaintext', clock: Clock): void {
  const linger = createLinger(clock, () => {
    raw.destroy();
    return true;
  });
  raw.on('error', ignoreError);
  raw.once('close', () => linger.cancel());
  if (mode === 'hang') {
    raw.once('end', linger.begin);
    raw.resume();
    return;
  }
  raw.once('end', () => raw.end());
  const head = Buffer.alloc(recordHeaderBytes);
  let seen = 0;
  const onData = (chunk: Buffer): void => {
    chunk.copy(head, Math.min(seen, recordHeaderBytes));
    seen += chunk.length;
    if (seen < recordHeaderBytes && head[0] === handshakeRecord) return;
    const isTls = head[0] === handshakeRecord;
    if (isTls && seen < Math.min(recordHeaderBytes + head.readUInt16BE(3), maxRecordBytes)) return;
    raw.off('data', onData);
    raw.resume();
    if (mode === 'reset') resetPeer({ socket: raw, raw });
    else {
      raw.end(plainAnswer);
      linger.begin();
    }
  };
  raw.on('data', onData);
}
