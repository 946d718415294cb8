import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { listSuites } from '../../runner/bundled-suite.ts';
import { builtinPrefix, listBundled, listLarge } from '../../runner/load-scenario-files.ts';

/** The scenario files and folders that begin so; and behind `builtin:`, the bundled scenarios and suites. */
export function listScenarioNames(begun: string, cwd: string): readonly string[] {
  if (begun.startsWith(builtinPrefix)) {
    const suites = listSuites().map(({ name }) => name);
    return [...new Set([...suites, ...listBundled(), ...listLarge()])].map((name) => `${builtinPrefix}${name}`);
  }
  const folder = begun.slice(0, begun.lastIndexOf('/') + 1);
  return [...listFolder(folder, cwd), builtinPrefix];
}

function listFolder(folder: string, cwd: string): readonly string[] {
  const place = path.resolve(cwd, folder);
  return readNames(place).flatMap((name) => {
    // Packages have no scenarios of the user's.
    if (name === 'node_modules') return [];
    if (isFolder(path.join(place, name))) return [`${folder}${name}/`];
    return /\.ya?ml$/.test(name) ? [`${folder}${name}`] : [];
  });
}

function readNames(folder: string): readonly string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}

function isFolder(name: string): boolean {
  try {
    return statSync(name).isDirectory();
  } catch {
    return false;
  }
}
