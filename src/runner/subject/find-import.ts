import { readFileSync } from 'node:fs';

/**
 * Where an import of what is not there stands, as `FILE:LINE`: Node names only the file. `undefined` for any other message, and
 * where the import is not written out.
 */
export function findImport(message: string): string | undefined {
  const [, wanted = '', file = ''] =
    /^Cannot find (?:module|package) '([^']+)' imported from (\S.*)$/m.exec(message) ?? [];
  if (file === '') return undefined;
  const name = wanted.slice(wanted.lastIndexOf('/') + 1).replace(/[^\w-]/g, '\\$&');
  const written = new RegExp(`(['"])(?:[^'"]*/)?${name}(?:/[^'"]*)?\\1`);
  const index = readLines(file).findIndex((line) => written.test(line));
  return index < 0 ? undefined : `${file}:${index + 1}`;
}

function readLines(file: string): readonly string[] {
  try {
    return readFileSync(file, 'utf8').split('\n');
  } catch {
    return [];
  }
}
