import type { Address } from '../../base/address.ts';
import { badBody } from './toxiproxy-error.ts';

/**
 * Reads what Toxiproxy takes for `listen`: `127.0.0.1:8080`, `localhost:0`, `[::1]:0`, and `:8080` for every interface.
 * Nothing at all stands for any free port of the loopback interface.
 * @throws {ToxiproxyError} 400
 */
export function parseListen(text: string, hasIpv6: boolean): Address {
  if (text === '') return { host: '127.0.0.1', port: 0 };
  const match = /^(?:\[([^\]]*)\]|([^:[\]]*)):(\d{1,5})$/.exec(text);
  const port = Number(match?.[3]);
  if (match === null || port > 65_535) {
    throw badBody(`"listen" must be an address such as "127.0.0.1:8080", not "${text}"`);
  }
  const host = match[1] ?? match[2] ?? '';
  if (host === '') return { host: hasIpv6 ? '::' : '0.0.0.0', port };
  return { host: host.toLowerCase() === 'localhost' ? '127.0.0.1' : host, port };
}

/** `127.0.0.1:8080`, `[::1]:8080` */
export function formatListen({ host, port }: Address): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}
