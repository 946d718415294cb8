import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import type { FileLookUp, Finding } from '../scenario/file-look-up.ts';

/** Where the system looks without a `PATH`. */
const defaultSearchPath = '/bin:/usr/bin';

/** Looks at the disk; `toPath` makes the path of a name that a scenario's files go by. */
export function createFileLookUp(
  toPath: (name: string) => string,
  env: Readonly<Record<string, string | undefined>>,
): FileLookUp {
  return {
    file: (name) => lookUpFile(toPath(name)),
    program(name, folder, searchPath = env.PATH ?? defaultSearchPath) {
      if (name.includes('/')) return lookUpFile(path.resolve(folder, name));
      // There it may end in .exe, .cmd or anything else of PATHEXT.
      if (process.platform === 'win32') return { kind: 'file' };
      // An empty entry is the folder that the program starts in.
      const folders = searchPath.split(':').map((entry) => path.resolve(folder, entry));
      if (folders.some((one) => kindOf(path.join(one, name)) === 'file')) return { kind: 'file' };
      return { kind: 'nothing', name, near: [...new Set(folders.flatMap(listNames))] };
    },
  };
}

/** Of what is not there, the first part of its path that is missing. */
function lookUpFile(file: string): Finding {
  const kind = kindOf(file);
  if (kind !== 'nothing') return { kind };
  const folder = path.dirname(file);
  if (kindOf(folder) === 'nothing' && folder !== file) return lookUpFile(folder);
  return { kind: 'nothing', name: path.basename(file), near: listNames(folder) };
}

/** What cannot be looked at is there: whoever needs it will say more. */
function kindOf(file: string): Finding['kind'] {
  try {
    return statSync(file).isDirectory() ? 'folder' : 'file';
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return code === 'ENOENT' || code === 'ENOTDIR' ? 'nothing' : 'file';
  }
}

function listNames(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
