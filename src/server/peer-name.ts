import type { Socket } from 'node:net';

/** Who is at the other end, while it is connected: the same of a TLS socket and of the TCP socket below it. */
export const peerName = ({ remoteAddress, remotePort }: Socket): string => `${remoteAddress} ${remotePort}`;
