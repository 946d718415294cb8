import { realpathSync, type Stats, statSync } from 'node:fs';
import path from 'node:path';
import { globSync, isDynamicPattern } from 'tinyglobby';
import { WschaosError } from '../base/error.ts';
import { formatSuggestion } from '../base/suggest.ts';
import { listSuites } from '../runner/bundled-suite.ts';
import { builtinPrefix, expandBuiltin, listBundled, listLarge } from '../runner/load-scenario-files.ts';
import { followOnce } from './follow-once.ts';

const scenarioPattern = '**/*.{yaml,yml}';

/** What others have written: installed packages, whose folder may be a link to anywhere. */
const foreignPattern = '**/node_modules';

/** Searched where no file is named. */
export const defaultFolder = 'scenarios';

/**
 * The scenario files that a command is to read, each once: those named, those below a folder that is named, those that a
 * pattern matches, `builtin:NAME` of a scenario or a suite; without any, those below `scenarios`, and where there are none,
 * those of `otherwise`. Whether a file can be read is seen later.
 * @throws {WschaosError} `cli.no-scenario`, `cli.usage`
 */
export function findScenarioFiles(
  given: readonly string[],
  cwd: string,
  otherwise: readonly string[] = [],
): readonly string[] {
  const own = given.length === 0 ? listFolder(defaultFolder, cwd) : [];
  const named = given.length === 0 && own.length === 0 ? otherwise : given;
  const found = [...own, ...named.flatMap((name) => findNamed(name, cwd))];
  if (found.length === 0) {
    throw new WschaosError('cli.no-scenario', `there is no ${defaultFolder}/${scenarioPattern} in ${cwd}`, {
      hint: `Name a file, a bundled scenario such as ${builtinPrefix}refuse, or a suite of them: ${builtinPrefix}ci.`,
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
  if (name.startsWith(builtinPrefix)) return findBuiltin(name.slice(builtinPrefix.length));
  const stats = findStats(path.resolve(cwd, name));
  if (stats === undefined && isDynamicPattern(name))
    return orFail(followOnce(globSync(name, { cwd, ignore: foreignPattern }), cwd), name, cwd);
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
  const place = path.resolve(cwd, folder);
  const names = globSync(scenarioPattern, { cwd: place, ignore: foreignPattern });
  return followOnce(names, place).map((name) => path.join(folder, name));
}

function findBuiltin(name: string): readonly string[] {
  const names = [...listBundled(), ...listLarge()];
  if (names.includes(name)) return [`${builtinPrefix}${name}`];
  const suites = listSuites();
  const suite = suites.find((one) => one.name === name);
  if (suite !== undefined) return suite.files;
  const suiteNames = suites.map((one) => one.name);
  const suggestion = formatSuggestion(name, [...suiteNames, ...names]);
  throw new WschaosError('cli.usage', `there is no bundled scenario or suite "${name}"${suggestion}`, {
    hint: `The suites are ${suiteNames.join(', ')}; \`wschaos list builtin:all\` shows the scenarios.`,
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
