import { type Address, parseListenAddress } from '../base/address.ts';
import { WschaosError } from '../base/error.ts';

/**
 * Reads what `--listen`, or another flag, gives: `HOST:PORT`, `[::1]:PORT`, or `PORT` of 127.0.0.1.
 * @throws {WschaosError} `cli.usage`
 */
export function readListen(text: string, flag = '--listen'): Address {
  const address = parseListenAddress(text);
  if (address !== undefined) return address;
  throw new WschaosError('cli.usage', `${flag}: expected HOST:PORT, [::1]:PORT or PORT, got "${text}"`);
}
