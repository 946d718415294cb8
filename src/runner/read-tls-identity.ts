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
  const [cert, key] = await Promise.all([read('certificate', given.cert), read('private key', given.key)]);
  return { cert, key };
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
