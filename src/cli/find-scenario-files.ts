import { realpathSync, type Stats, statSync } from 'node:fs';
import path from 'node:path';
import { globSync, isDynamicPattern } from 'tinyglobby';
import { WschaosError } from '../base/error.ts';
import { formatSuggestion } from '../base/suggest.ts';
import { builtinPrefix, expandBuiltin, listBundled } from '../runner/load-scenario-files.ts';

const scenarioPattern = '**/*.{yaml,yml}';
const defaultFolder = 'scenarios';

/**
 * The scenario files that a command is to read, each once: those named, those below a folder that is named, those that a
 * pattern matches, `builtin:NAME`; without any, those below `scenarios`. Whether a file can be read is seen later.
 * @throws {WschaosError} `cli.no-scenario`, `cli.usage`
 */
export function findScenarioFiles(given: readonly string[], cwd: string): readonly string[] {
  const found = given.length === 0 ? listFolder(defaultFolder, cwd) : given.flatMap((name) => findNamed(name, cwd));
  if (given.length === 0 && found.length === 0) {
    throw new WschaosError('cli.no-scenario', `there is no ${defaultFolder}/${scenarioPattern} in ${cwd}`, {
      hint: `Name a file, or a bundled scenario: ${builtinPrefix}refuse.`,
    });
  }
  const seen = new Set<string>();
  return found.filter((name) => {
    const identity = identify(name, cwd);
    if (seen.has(identity)) return false;
    seen.add(identity);
    return true;
  });
}

function findNamed(name: string, cwd: string): readonly string[] {
  if (name.startsWith(builtinPrefix)) {
    checkBuiltin(name.slice(builtinPrefix.length));
    return [name];
  }
  const stats = findStats(path.resolve(cwd, name));
  if (stats === undefined && isDynamicPattern(name)) return orFail(globSync(name, { cwd }).sort(), name, cwd);
  if (stats?.isDirectory()) return orFail(listFolder(name, cwd), path.join(name, scenarioPattern), cwd);
  if (stats !== undefined && !stats.isFile()) throw new WschaosError('cli.usage', `"${name}" is no regular file`);
  return [name];
}

/** Why a file cannot be seen is told when it is read. */
function findStats(file: string): Stats | undefined {
  try {
    return statSync(file, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

function orFail(names: readonly string[], pattern: string, cwd: string): readonly string[] {
  if (names.length > 0) return names;
  throw new WschaosError('cli.no-scenario', `there is no ${pattern} in ${cwd}`);
}

function listFolder(folder: string, cwd: string): readonly string[] {
  const names = globSync(scenarioPattern, { cwd: path.resolve(cwd, folder) });
  return names.sort().map((name) => path.join(folder, name));
}

function checkBuiltin(name: string): void {
  const names = listBundled();
  if (names.includes(name)) return;
  throw new WschaosError('cli.usage', `there is no bundled scenario "${name}"${formatSuggestion(name, names)}`, {
    hint: `There are ${names.join(', ')}.`,
  });
}

function identify(name: string, cwd: string): string {
  const file = path.resolve(cwd, expandBuiltin(name));
  try {
    return realpathSync(file);
  } catch {
    return file;
  }
}
