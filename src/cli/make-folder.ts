import { mkdirSync, type Stats, statSync } from 'node:fs';
import path from 'node:path';
import { WschaosError } from '../base/error.ts';
import { systemErrorText } from './system-error-text.ts';

/**
 * Makes a folder, and those above it that are missing, one after the other: `mkdir` with `recursive` does not return where
 * the file system says of a parent that exists that it does not, as `/proc` does.
 * @param folder - absolute
 * @throws {WschaosError} `output.failed`
 */
export function makeFolder(folder: string): void {
  const missing: string[] = [];
  let existing = folder;
  try {
    while (!isFolder(existing)) {
      missing.unshift(existing);
      existing = path.dirname(existing);
    }
    for (const one of missing) makeOne(one);
  } catch (cause) {
    throw new WschaosError('output.failed', `cannot make the folder ${folder}: ${systemErrorText(cause)}`, { cause });
  }
}

function isFolder(name: string): boolean {
  const stats = findStats(name);
  if (stats === undefined && path.dirname(name) !== name) return false;
  if (stats?.isDirectory()) return true;
  throw new Error(`${name} is no folder`);
}

/** Below a file there is nothing; the file itself is told of when it is reached. */
function findStats(name: string): Stats | undefined {
  try {
    return statSync(name, { throwIfNoEntry: false });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOTDIR') return undefined;
    throw error;
  }
}

/** Another process may have made it in the meantime. */
function makeOne(folder: string): void {
  try {
    mkdirSync(folder);
  } catch (error) {
    if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) throw error;
  }
}
