import { BlockList, isIP } from 'node:net';

const localAddresses = new BlockList();
for (const [address, bits] of [
  // RFC 1122, RFC 1918, RFC 6598 (shared), RFC 3927 (link-local).
  ['0.0.0.0', 8],
  ['127.0.0.0', 8],
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['100.64.0.0', 10],
  ['169.254.0.0', 16],
] as const) {
  localAddresses.addSubnet(address, bits, 'ipv4');
}
for (const [address, bits] of [
  // RFC 4291 (unspecified, loopback, link-local), RFC 4193 (unique local).
  ['::', 127],
  ['fc00::', 7],
  ['fe80::', 10],
] as const) {
  localAddresses.addSubnet(address, bits, 'ipv6');
}

/** RFC 6761, RFC 6762, RFC 8375 and ICANN's `internal`. */
const localDomain = /(?:^|\.)(?:localhost|local|test|internal|home\.arpa)$/;

/**
 * True for loopback, private and link-local addresses, the domains that never leave a site, and names of one word, as
 * containers and cluster services have. Nothing is looked up.
 */
export function isLocalHost(host: string): boolean {
  const name = host
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '')
    .toLowerCase();
  const family = isIP(name);
  if (family !== 0) return localAddresses.check(name, family === 4 ? 'ipv4' : 'ipv6');
  return localDomain.test(name) || !name.includes('.');
}
