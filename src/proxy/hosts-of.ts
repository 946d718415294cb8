import net from 'node:net';
import { hostname, networkInterfaces } from 'node:os';

const loopback = ['localhost', '127.0.0.1', '::1'];

/** By what names and addresses a client may dial a listener: its own, this machine's when it listens on all, and loopback's. */
export function hostsOf(listenHost: string): readonly string[] {
  const own = isUnspecified(listenHost) ? machineHosts() : [listenHost];
  return [...new Set([...own, ...loopback])];
}

function isUnspecified(host: string): boolean {
  return host === '0.0.0.0' || (net.isIPv6(host) && /^[0:]+$/.test(host));
}

function machineHosts(): readonly string[] {
  const addresses = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
  return [hostname(), ...addresses.map(({ address }) => address)];
}
