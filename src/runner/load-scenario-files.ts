import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { faults } from '../faults/index.ts';
import type { Overrides } from '../scenario/build-case.ts';
import { loadScenario } from '../scenario/load-scenario.ts';
import type { Problem } from '../scenario/problem.ts';
import type { ScenarioCase } from '../scenario/scenario-case.ts';

/** The bundled scenarios. */
export const bundledFolder = fileURLToPath(new URL('../../scenarios', import.meta.url));

export interface LoadedScenarios {
  readonly cases: readonly ScenarioCase[];
  readonly problems: readonly Problem[];
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
  const toPath = (name: string): string => path.resolve(cwd, expand(name));
  const loadings = files.map((file) =>
    loadScenario({
      file,
      env,
      faults,
      overrides,
      readFile: (name) => readText(toPath(name)),
      resolvePath: (folder, name) => (isBuiltin(name) ? name : nameBriefly(cwd, path.resolve(toPath(folder), name))),
      dirname: (name) => path.dirname(toPath(name)),
    }),
  );
  return {
    cases: loadings.flatMap((loading) => (loading.kind === 'cases' ? loading.cases : [])),
    problems: loadings.flatMap((loading) => (loading.kind === 'problems' ? loading.problems : [])),
  };
}

const builtinPrefix = 'builtin:';
const isBuiltin = (name: string): boolean => name.startsWith(builtinPrefix);

function expand(file: string): string {
  return isBuiltin(file) ? path.join(bundledFolder, `${file.slice(builtinPrefix.length)}.yaml`) : file;
}

/** Relative to the working directory where that is shorter to read. */
function nameBriefly(cwd: string, file: string): string {
  const relative = path.relative(cwd, file);
  return relative === '' || relative.startsWith('..') ? file : relative;
}

/** More than a scenario can be; a pipe or a device is never read whole. */
const maxFileBytes = 16 * 2 ** 20;

function readText(name: string): { kind: 'text'; text: string } | { kind: 'error'; message: string } {
  if (!existsSync(name)) return { kind: 'error', message: 'there is no such file' };
  try {
    const bytes = readFileSync(name);
    if (bytes.length > maxFileBytes) return { kind: 'error', message: `it has ${bytes.length} bytes` };
    return { kind: 'text', text: bytes.toString('utf8') };
  } catch (error) {
    return { kind: 'error', message: (error as Error).message };
  }
}
