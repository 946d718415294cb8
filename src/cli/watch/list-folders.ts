import path from 'node:path';
import { globSync, isDynamicPattern } from 'tinyglobby';
import { builtinPrefix } from '../../runner/load-scenario-files.ts';
import { defaultFolder } from '../find-scenario-files.ts';
import { followOnce } from '../follow-once.ts';
import { isFolder } from './is-folder.ts';

/** A tree with more of them is no place for scenarios; those that lie deepest are left out. */
const maxFolders = 1000;

/**
 * The folders, absolute, in which a file that comes may be a scenario of those that the user named, there or not: a folder
 * with all below it, and those that a pattern goes through.
 */
export function listFolders(files: readonly string[], cwd: string): readonly string[] {
  const places = files.length === 0 ? [defaultFolder] : files.filter((name) => !name.startsWith(builtinPrefix));
  const folders = places.flatMap((name) => {
    const place = path.resolve(cwd, name);
    if (isFolder(place) || files.length === 0) return [place, ...foldersBelow(place)];
    return isDynamicPattern(name) ? foldersOf(name, cwd) : [];
  });
  return [...new Set(folders)].sort((a, b) => depthOf(a) - depthOf(b)).slice(0, maxFolders);
}

function foldersOf(pattern: string, cwd: string): readonly string[] {
  const parts = pattern.split('/');
  const first = parts.findIndex((part) => isDynamicPattern(part));
  const base = path.resolve(cwd, parts.slice(0, Math.max(0, first)).join('/') || (pattern.startsWith('/') ? '/' : '.'));
  const levels = parts.length - 1 - first;
  // Braces may hold further levels.
  const isBounded = !/\*\*|\{/.test(pattern);
  return [base, ...(isBounded && levels === 0 ? [] : foldersBelow(base, isBounded ? levels - 1 : undefined))];
}

function foldersBelow(folder: string, deep?: number): readonly string[] {
  const below = globSync('**', {
    cwd: folder,
    onlyDirectories: true,
    absolute: true,
    ignore: '**/node_modules',
    ...(deep === undefined ? {} : { deep }),
  });
  return followOnce(below, folder).map((name) => path.resolve(name));
}

const depthOf = (folder: string): number => folder.split(path.sep).length;
