import { readFile } from 'node:fs/promises';
import { getSystemErrorMap } from 'node:util';
import { WschaosError } from '../base/error.ts';
import type { TlsIdentity } from '../proxy/tls-termination.ts';

/**
 * Reads the files of a listener's own certificate; the paths are absolute or relative to the working directory.
 * @throws {WschaosError} `tls.unreadable`
 */
export async function readTlsIdentity(given: TlsIdentity): Promise<TlsIdentity> {
  if (given === 'self-signed') return given;
  // One after the other: of two that cannot be read the same one is told of each time.
  const cert = await read('certificate', given.cert);
  return { cert, key: await read('private key', given.key) };
}

async function read(what: string, file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    const { errno = 0, message } = error as NodeJS.ErrnoException;
    const why = getSystemErrorMap().get(errno)?.[1] ?? message;
    throw new WschaosError('tls.unreadable', `cannot read the ${what} ${file}: ${why}`, { cause: error });
  }
}
