import { readFileSync } from 'node:fs';
import path from 'node:path';
import { isFile } from '../../runner/is-file.ts';

/** More files than a client under test has, and an end where one generated file names thousands. */
const maxFiles = 500;

/** JavaScript and TypeScript, and pages with scripts: what others import is not known. */
const isReadable = /\.(?:[cm]?[jt]sx?|html?)$/;

const relativeImport = /\b(?:from|import|require)\s*\(?\s*(['"])(\.{1,2}\/[^'"\n]+)\1/g;

const isPage = /\.html?$/;

const scriptSource = /<script\b[^>]*?\ssrc\s*=\s*(["']?)([^"'\s>]+)\1/gi;

/** An address on another server, or no file at all. */
const isElsewhere = /^(?:[a-z][a-z\d+.-]*:|\/\/)/i;

/** What an import may leave out. */
const endings: readonly string[] = ['ts', 'tsx', 'mts', 'cts', 'js', 'jsx', 'mjs', 'cjs'].flatMap((ending) => [
  `.${ending}`,
  `/index.${ending}`,
]);

/**
 * A program's file, or a page's, and those that it imports by a relative path, and so on; of an import that is not found, the
 * files that it would be. Packages are not among them, nor what a program opens only when it runs.
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
  const text = readText(file);
  const folder = path.dirname(file);
  const imported = [...text.matchAll(relativeImport)].map(([, , name = '']) => path.resolve(folder, name));
  return [...imported, ...(isPage.test(file) ? scriptsOf(text, folder) : [])].flatMap((base) => {
    const candidates = candidatesOf(base);
    const there = candidates.find(isFile);
    return there === undefined ? candidates : [there];
  });
}

/** Of a page that is served with its folder as the root. */
function scriptsOf(text: string, folder: string): readonly string[] {
  return [...text.matchAll(scriptSource)].flatMap(([, , source = '']) => {
    const [name = ''] = source.split(/[?#]/);
    return name === '' || isElsewhere.test(name) ? [] : [path.join(folder, name)];
  });
}

/** The files that an import can mean. */
function candidatesOf(base: string): readonly string[] {
  // The name that the compiler gives a file stands for what it was called before.
  const [, stem, module] = /^(.*\.)([cm]?)jsx?$/.exec(base) ?? [];
  if (stem !== undefined) return [base, `${stem}${module}ts`, ...(module === '' ? [`${stem}tsx`] : [])];
  return isReadable.test(base) ? [base] : [base, ...endings.map((ending) => base + ending), `${base}.json`];
}

function readText(file: string): string {
  try {
    return isReadable.test(file) && isFile(file) ? readFileSync(file, 'utf8') : '';
  } catch {
    return '';
  }
}
