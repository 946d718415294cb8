import { dialEcho, type EchoClient } from './echo-peer.ts';

const atOnce = 200;

/** Opens so many connections; each is upgraded when the promise is fulfilled. */
export async function openCrowd(port: number, connections: number): Promise<EchoClient[]> {
  const clients: EchoClient[] = [];
  while (clients.length < connections) {
    const count = Math.min(atOnce, connections - clients.length);
    clients.push(...(await Promise.all(Array.from({ length: count }, () => dialEcho(port)))));
  }
  return clients;
}
