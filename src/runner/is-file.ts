import { statSync } from 'node:fs';

/** Whether a regular file stands there; what cannot be looked at is none. */
export function isFile(name: string): boolean {
  try {
    return statSync(name).isFile();
  } catch {
    return false;
  }
}
