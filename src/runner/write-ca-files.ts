import { rmSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rootCertificates } from 'node:tls';

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
export async function writeCaFiles(ca: string, env: NodeJS.ProcessEnv): Promise<CaFiles> {
  const folder = await mkdtemp(join(tmpdir(), 'wschaos-ca-'));
  const forget = removeAtExit(folder);
  const write = async (name: string, parts: readonly string[]): Promise<string> => {
    const file = join(folder, name);
    await writeFile(file, parts.map((part) => `${part.trimEnd()}\n`).join(''));
    return file;
  };
  const remove = async (): Promise<void> => {
    await rm(folder, { recursive: true, force: true });
    forget();
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
      remove,
    };
  } catch (error) {
    await remove();
    throw error;
  }
}

const folders = new Set<string>();

/** A user who will not wait ends the process at once: nothing else is run then. Gives what takes it back. */
function removeAtExit(folder: string): () => void {
  if (folders.size === 0) process.once('exit', removeFolders);
  folders.add(folder);
  return () => {
    folders.delete(folder);
    if (folders.size === 0) process.off('exit', removeFolders);
  };
}

function removeFolders(): void {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
}

async function readIfThere(file: string | undefined): Promise<string | undefined> {
  if (file === undefined || file === '') return undefined;
  return readFile(file, 'utf8').catch(() => undefined);
}
