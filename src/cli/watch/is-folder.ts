import { statSync } from 'node:fs';

/** Whether a folder stands there; what cannot be looked at is none. */
export function isFolder(name: string): boolean {
  try {
    return statSync(name).isDirectory();
  } catch {
    return false;
  }
}
