import { readFileSync } from 'node:fs';
import path from 'node:path';
import { isFile } from './is-file.ts';

/** More files than a client under test has, and an end where one generated file names thousands. */
const maxFiles = 500;

/** JavaScript and TypeScript: what others import is not known. */
const isProgram = /\.[cm]?[jt]sx?$/;

const relativeImport = /\b(?:from|import|require)\s*\(?\s*(['"])(\.{1,2}\/[^'"\n]+)\1/g;

/** What an import may leave out, or write in place of what the file is called. */
const endings: readonly string[] = [
  '',
  '.ts',
  '.mts',
  '.cts',
  '.js',
  '.mjs',
  '.cjs',
  '.json',
  '/index.ts',
  '/index.js',
];

/**
 * A program's file and those that it imports by a relative path, and so on. Packages are not among them, nor what a program
 * opens only when it runs.
 * @param file - absolute
 */
export function listImports(file: string): readonly string[] {
  const found = new Set([file]);
  // A set that grows is gone through to its new end.
  for (const one of found) {
    for (const imported of importsOf(one)) {
      if (found.size < maxFiles) found.add(imported);
    }
  }
  return [...found];
}

function importsOf(file: string): readonly string[] {
  return [...readText(file).matchAll(relativeImport)].flatMap(([, , name = '']) => {
    const base = path.resolve(path.dirname(file), name);
    const typed = base.replace(/\.([cm]?)js$/, '.$1ts');
    return [...endings.map((ending) => base + ending), typed].find(isFile) ?? [];
  });
}

function readText(file: string): string {
  try {
    return isProgram.test(file) && isFile(file) ? readFileSync(file, 'utf8') : '';
  } catch {
    return '';
  }
}
