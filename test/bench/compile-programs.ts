import { execFileSync } from 'node:child_process';
import { copyFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const out = join(root, 'node_modules/.cache/wschaos-bench');
let compiled = false;

/**
 * Compiles the programs of the bench, and what they measure, as it is shipped; gives the path of one. Run from source, the
 * loader gives each function its name in a way that costs several hundred bytes a function, and the figure would be the
 * loader's.
 */
export function compiledProgram(name: string): string {
  if (!compiled) {
    const folder = join(root, 'test/bench');
    const programs = readdirSync(folder).filter((file) => file.endsWith('-process.ts'));
    const tsc = join(root, 'node_modules/typescript/bin/tsc');
    const options = ['--noCheck', '--noEmit', 'false', '--rootDir', root, '--outDir', out, '--target', 'es2023'];
    const like = ['--module', 'nodenext', '--allowImportingTsExtensions', '--rewriteRelativeImportExtensions'];
    const sources = programs.map((file) => join(folder, file));
    execFileSync(process.execPath, [tsc, '--ignoreConfig', ...options, ...like, ...sources]);
    // The version that it tells stands there.
    copyFileSync(join(root, 'package.json'), join(out, 'package.json'));
    compiled = true;
  }
  return join(out, `test/bench/${name}.js`);
}
