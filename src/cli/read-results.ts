import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { WschaosError } from '../base/error.ts';
import type { NamedResult } from '../result/compare/compare-results.ts';
import { parseResults } from '../result/parse-results.ts';
import { systemErrorText } from './system-error-text.ts';

/**
 * Reads a `results.json`.
 * @param file - as the user named it
 * @param missingHint - what to do when it is not there
 * @throws {WschaosError} `results.unreadable`, `results.invalid`
 */
export function readResults(file: string, cwd: string, missingHint?: string): NamedResult {
  return { file, result: parseResults(readText(file, cwd, missingHint), file) };
}

function readText(file: string, cwd: string, missingHint: string | undefined): string {
  try {
    return readFileSync(path.resolve(cwd, file), 'utf8');
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    const isFolder = code === 'EISDIR';
    const why = isFolder ? 'it is a folder' : systemErrorText(cause);
    const hint = isFolder ? findInside(file, cwd) : code === 'ENOENT' ? missingHint : undefined;
    throw new WschaosError('results.unreadable', `cannot read ${file}: ${why}`, { hint, cause });
  }
}

/** What `run` writes into its folder is what was meant. */
function findInside(folder: string, cwd: string): string | undefined {
  const file = path.join(folder, 'results.json');
  return existsSync(path.resolve(cwd, file)) ? `Give the file in it: ${file}` : undefined;
}
