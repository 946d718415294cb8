import { formatSuggestion } from '../base/suggest.ts';
import type { FileLookUp, Finding } from './file-look-up.ts';
import { findNode, findPlace, type LocatedMap, quote } from './located-node.ts';
import { problemAt } from './place.ts';
import type { Problem } from './problem.ts';
import type { ScenarioCase } from './scenario-case.ts';

/** A file or program that is not there. */
export interface MissingFile extends Problem {
  /** What cannot do without it. */
  readonly part: 'client' | 'listen' | 'target';
}

/** A file or program that a scenario names: where it does, what for, and what was found there. */
interface NamedFile {
  readonly path: readonly [MissingFile['part'], ...PropertyKey[]];
  readonly noun: string;
  readonly found: Finding;
}

/**
 * The files and programs that a case needs and that are not there. They are no fault of the text: the case is as good as ever
 * on a machine that has them, and so is one that is not run. What a command's arguments name, nobody can tell.
 */
export function findMissingFiles(
  { client, listen, target }: Pick<ScenarioCase, 'client' | 'listen' | 'target'>,
  root: LocatedMap,
  lookUp: FileLookUp,
): readonly MissingFile[] {
  const named: NamedFile[] = [];
  const name = (path: NamedFile['path'], noun: string, found: Finding): void => void named.push({ path, noun, found });

  if ('module' in client) name(['client', 'module'], 'client module', lookUp.file(client.module));
  if ('page' in client && client.page.kind === 'file') name(['client', 'page'], 'page', lookUp.file(client.page.path));
  if ('executablePath' in client && client.executablePath !== undefined) {
    name(['client', 'executablePath'], 'browser', lookUp.file(client.executablePath));
  }
  if ('command' in client) {
    const [program = ''] = client.command;
    name(['client', 'command', 0], 'program', lookUp.program(program, client.cwd, client.env.PATH));
  }
  // One that stands on the command line was not written here.
  const isWritten = findNode(root, ['target', 'command', 0]) !== undefined;
  if (target.kind === 'command' && isWritten) {
    const [program = ''] = target.command;
    name(['target', 'command', 0], 'program', lookUp.program(program, target.cwd, undefined));
  }
  if (typeof listen.tls === 'object') {
    name(['listen', 'tls', 'cert'], 'certificate', lookUp.file(listen.tls.cert));
    name(['listen', 'tls', 'key'], 'key', lookUp.file(listen.tls.key));
  }
  return named.flatMap((one) => describe(one, root).map((problem) => ({ ...problem, part: one.path[0] })));
}

function describe({ path, noun, found }: NamedFile, root: LocatedMap): readonly Problem[] {
  if (found.kind === 'file') return [];
  const node = findNode(root, path);
  const written = node?.kind === 'scalar' ? String(node.value) : '';
  if (found.kind === 'folder') return [problemAt(findPlace(root, path), `the ${noun} ${quote(written)} is a folder`)];
  const suggestion = formatSuggestion(found.name, found.near);
  const isSearched = noun === 'program' && !written.includes('/');
  const where = isSearched ? ' in PATH' : found.name === lastPart(written) ? '' : `: there is no ${quote(found.name)}`;
  const advice = suggestion === '' && isSearched ? '; give its path, or install it' : suggestion;
  return [problemAt(findPlace(root, path), `there is no ${noun} ${quote(written)}${where}${advice}`)];
}

function lastPart(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
