import { WschaosError } from '../base/error.ts';

const pattern = /^(?:(?:\[([\da-fA-F:.]+)\]|([\w.-]+)):)?(\d{1,5})$/;

/**
 * Reads `HOST:PORT`, `[::1]:PORT` or `PORT`; port 0 is any free one.
 * @throws {WschaosError} `cli.usage`
 */
export function parseAddress(text: string): { readonly host: string; readonly port: number } {
  const match = pattern.exec(text);
  const port = Number(match?.[3]);
  if (match === null || port > 65_535) {
    throw new WschaosError('cli.usage', `--listen: expected HOST:PORT, [::1]:PORT or PORT, got "${text}"`);
  }
  return { host: match[1] ?? match[2] ?? '127.0.0.1', port };
}
