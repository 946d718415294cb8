import { type Address, parseAddress } from '../base/address.ts';
import { WschaosError } from '../base/error.ts';

/**
 * Reads what `--listen` gives: `HOST:PORT`, `[::1]:PORT`, or `PORT` of 127.0.0.1.
 * @throws {WschaosError} `cli.usage`
 */
export function readListen(text: string): Address {
  const address = parseAddress(/^\d+$/.test(text) ? `127.0.0.1:${text}` : text);
  if (address !== undefined) return address;
  throw new WschaosError('cli.usage', `--listen: expected HOST:PORT, [::1]:PORT or PORT, got "${text}"`);
}
