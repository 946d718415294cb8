import path from 'node:path';
import { listClientFiles, listCommandFiles } from '../../runner/list-client-files.ts';
import { loadScenarioFiles } from '../../runner/load-scenario-files.ts';
import type { ScenarioCase } from '../../scenario/scenario-case.ts';
import { findScenarioFiles } from '../find-scenario-files.ts';
import type { Io } from '../io.ts';
import { listFolders } from './list-folders.ts';
import { listImports } from './list-imports.ts';

/** Where to look for changes. */
export interface Sources {
  /** Those that decide what a run does, absolute and sorted; some are only looked for. */
  readonly files: readonly string[];
  /** Where a file that comes may become one of them, absolute; some may not be there either. */
  readonly folders: readonly string[];
}

export interface SourcesOptions extends Pick<Io, 'cwd' | 'env'> {
  /** Programs that are no client's and no server's; what they import is read once. */
  readonly programs?: readonly string[];
}

/**
 * The scenarios as the user named them, what they extend, modules with what those import, pages with their scripts,
 * certificates, and the arguments of commands that are files. Of a scenario with a mistake in it only what was read is known.
 * Nothing is run.
 */
export function listSources(files: readonly string[], { cwd, env, programs = [] }: SourcesOptions): Sources {
  const { sources, cases, unfit, incomplete } = loadScenarioFiles(findFiles(files, cwd), {}, env, cwd);
  const all = [...cases, ...[...unfit, ...incomplete].map(({ scenario }) => scenario)];
  const named = all.flatMap(filesOf).map((file) => path.resolve(cwd, file));
  const others = programs.map((program) => path.resolve(cwd, program));
  return {
    files: [...new Set([...sources, ...named.flatMap(listImports), ...others])].sort(),
    folders: listFolders(files, cwd),
  };
}

/** Where nothing is found now, something may be later. */
function findFiles(files: readonly string[], cwd: string): readonly string[] {
  try {
    return findScenarioFiles(files, cwd);
  } catch {
    return files;
  }
}

function filesOf({ client, target, listen }: ScenarioCase): readonly string[] {
  return [
    ...listClientFiles(client),
    ...(target.kind === 'command' ? listCommandFiles(target) : []),
    ...(typeof listen.tls === 'object' ? [listen.tls.cert, listen.tls.key] : []),
  ];
}
