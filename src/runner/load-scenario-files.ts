import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { formatSuggestion } from '../base/suggest.ts';
import { faults } from '../faults/index.ts';
import type { BuiltCase, Overrides } from '../scenario/build-case.ts';
import { loadScenario } from '../scenario/load-scenario.ts';
import type { Problem } from '../scenario/problem.ts';
import type { ScenarioCase } from '../scenario/scenario-case.ts';
import { createFileLookUp } from './look-up-file.ts';

/** The bundled scenarios. */
export const bundledFolder = fileURLToPath(new URL('../../scenarios', import.meta.url));

/** What the name of a bundled scenario begins with. */
export const builtinPrefix = 'builtin:';

/** The names of the bundled scenarios, without the prefix. */
export function listBundled(): readonly string[] {
  return listScenarios(bundledFolder);
}

/** Those that need the machine for themselves for a minute, and so are in no suite: `large/herd-2000`. */
export function listLarge(): readonly string[] {
  return listScenarios(path.join(bundledFolder, largeFolder)).map((name) => `${largeFolder}/${name}`);
}

const largeFolder = 'large';

function listScenarios(folder: string): readonly string[] {
  return readdirSync(folder).flatMap((file) => (file.endsWith('.yaml') ? [path.parse(file).name] : []));
}

/** The file that a name means: `builtin:NAME` stands for one of the bundled folder. */
export function expandBuiltin(name: string): string {
  return isBuiltin(name) ? path.join(bundledFolder, `${name.slice(builtinPrefix.length)}.yaml`) : name;
}

export interface LoadedScenarios {
  readonly cases: readonly ScenarioCase[];
  /** Those that the target of the overrides keeps from running; they are not among `cases`. */
  readonly unfit: readonly BuiltCase[];
  /** Of all these, those that name a file or a program that is not there. */
  readonly incomplete: readonly BuiltCase[];
  readonly problems: readonly Problem[];
  /** Every file that was read or looked for, absolute: those that were named, and those that they extend. */
  readonly sources: readonly string[];
}

/**
 * Loads scenario files, `builtin:NAME` among them; gives all the cases and all the problems. Runs and connects nothing.
 * Relative names start at `cwd`.
 */
export function loadScenarioFiles(
  files: readonly string[],
  overrides: Overrides = {},
  env: Readonly<Record<string, string | undefined>> = process.env,
  cwd: string = process.cwd(),
): LoadedScenarios {
  const toPath = (name: string): string => path.resolve(cwd, expandBuiltin(name));
  const sources = new Set<string>();
  const readFile = (name: string): ReadText => {
    sources.add(toPath(name));
    return isBuiltin(name) ? readBuiltin(name) : readText(toPath(name));
  };
  const loadings = files.map((file) =>
    loadScenario({
      file,
      env,
      faults,
      overrides,
      // Programs are started in our own environment, whatever the scenario is filled from.
      lookUp: createFileLookUp(toPath, process.env),
      readFile,
      resolvePath: (folder, name) => (isBuiltin(name) ? name : nameBriefly(cwd, path.resolve(toPath(folder), name))),
      dirname: (name) => path.dirname(toPath(name)),
    }),
  );
  return {
    cases: loadings.flatMap((loading) => (loading.kind === 'cases' ? loading.cases : [])),
    unfit: loadings.flatMap((loading) => (loading.kind === 'cases' ? loading.unfit : [])),
    incomplete: loadings.flatMap((loading) => (loading.kind === 'cases' ? loading.incomplete : [])),
    problems: loadings.flatMap((loading) => (loading.kind === 'problems' ? loading.problems : [])),
    sources: [...sources],
  };
}

const isBuiltin = (name: string): boolean => name.startsWith(builtinPrefix);

/** Relative to the working directory where that is shorter to read. */
function nameBriefly(cwd: string, file: string): string {
  const relative = path.relative(cwd, file);
  return relative === '' || relative.startsWith('..') ? file : relative;
}

/** More than a scenario can be. */
const maxFileBytes = 16 * 2 ** 20;

type ReadText = { readonly kind: 'text'; readonly text: string } | { readonly kind: 'error'; readonly message: string };

function readText(name: string): ReadText {
  const fail = (message: string): ReadText => ({ kind: 'error', message });
  try {
    const file = statSync(name);
    if (file.isDirectory()) return fail('it is a folder');
    // A pipe or a device may have no end.
    if (!file.isFile()) return fail('it is no regular file');
    if (file.size > maxFileBytes) return fail(`it has ${file.size} bytes; a scenario has at most ${maxFileBytes}`);
    return { kind: 'text', text: readFileSync(name, 'utf8') };
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    return fail(code === 'ENOENT' || code === 'ENOTDIR' ? 'there is no such file' : message);
  }
}

function readBuiltin(file: string): ReadText {
  const name = file.slice(builtinPrefix.length);
  const names = [...listBundled(), ...listLarge()];
  if (names.includes(name)) return readText(expandBuiltin(file));
  return { kind: 'error', message: `no scenario of that name is bundled${formatSuggestion(name, names)}` };
}
