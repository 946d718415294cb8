import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { rootCertificates } from 'node:tls';
import type { ProcessGuard } from './subject/process-guard.ts';
import { createTemporaryFolder } from './subject/temporary-folder.ts';

/** Files that tell a program whom to trust, while they are needed. */
export interface CaFiles {
  /** Environment variable → file. */
  readonly env: Readonly<Record<string, string>>;
  remove(): Promise<void>;
}

/**
 * Writes what a program must trust, for the variables that runtimes read. `NODE_EXTRA_CA_CERTS` adds to what Node trusts;
 * `SSL_CERT_FILE` (OpenSSL, so Python and Ruby; Go) replaces it, so that file holds the public authorities as well: the
 * program may fetch a token elsewhere. What the user has put into either stays in force.
 */
export async function writeCaFiles(
  ca: string,
  env: NodeJS.ProcessEnv,
  guard: Pick<ProcessGuard, 'watchFolder'>,
): Promise<CaFiles> {
  const folder = await createTemporaryFolder('ca', guard);
  const write = async (name: string, parts: readonly string[]): Promise<string> => {
    const file = join(folder.path, name);
    await writeFile(file, parts.map((part) => `${part.trimEnd()}\n`).join(''));
    return file;
  };
  const extra = await readIfThere(env.NODE_EXTRA_CA_CERTS);
  const trusted = await readIfThere(env.SSL_CERT_FILE);
  try {
    return {
      env: {
        WSCHAOS_CA_FILE: await write('ca.pem', [ca]),
        NODE_EXTRA_CA_CERTS: await write('node.pem', extra === undefined ? [ca] : [extra, ca]),
        SSL_CERT_FILE: await write('all.pem', [...(trusted === undefined ? rootCertificates : [trusted]), ca]),
      },
      remove: folder.remove,
    };
  } catch (error) {
    await folder.remove();
    throw error;
  }
}

async function readIfThere(file: string | undefined): Promise<string | undefined> {
  if (file === undefined || file === '') return undefined;
  return readFile(file, 'utf8').catch(() => undefined);
}
