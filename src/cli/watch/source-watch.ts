import { createHash } from 'node:crypto';
import { type FSWatcher, readFileSync, statSync, watch } from 'node:fs';
import path from 'node:path';
import type { Cancel, Clock } from '../../base/clock.ts';
import { isFolder } from './is-folder.ts';
import type { Sources } from './list-sources.ts';

export interface SourceWatchOptions {
  /** What matters; asked again whenever something of it changes. */
  readonly list: () => Sources;
  readonly clock: Clock;
}

/** Notices that files become others, by what stands in them. */
export interface SourceWatch {
  /** Takes what stands there now for known; fulfilled with the files that became others since, once, as soon as some have. */
  next(): Promise<readonly string[]>;
  /**
   * From now until `next`, looks every second as well: a network folder and a container tell of no change, and neither does
   * a folder that has gone. While something is measured nobody looks without being told.
   */
  lookOften(): void;
  close(): void;
}

/** An editor writes in several steps. */
const settleMs = 100;
const lookEveryMs = 1000;

/** What is larger is told by its size and time. */
const maxReadBytes = 4 * 2 ** 20;

/**
 * The folders of the files are watched, and not the files: an editor that writes another file and renames it leaves behind
 * whoever watches the old one.
 */
export function createSourceWatch({ list, clock }: SourceWatchOptions): SourceWatch {
  const watchers = new Map<string, FSWatcher>();
  let sources: Sources = { files: [], folders: [] };
  /** Those of the sources, and the nearest above those that are not there. */
  let folders: ReadonlySet<string> = new Set();
  /** The parts of the names of all that is looked for. */
  let parts: ReadonlySet<string> = new Set();
  let known: ReadonlyMap<string, string> = new Map();
  let tell: (changed: readonly string[]) => void = () => {};
  let cancelSettling: Cancel = () => {};
  let cancelLooking: Cancel = () => {};

  const look = (): void => {
    watchAll();
    // What a scenario names no more is no other file for that; what it names now may have been there all along.
    const now = readAll([...new Set([...sources.files, ...known.keys()])]);
    const others = [...now.keys()].filter((file) => now.get(file) !== known.get(file));
    const rewritten = others.filter((file) => known.has(file));
    if (others.length > 0) tell(rewritten.length > 0 ? rewritten : others);
  };

  const onEvent = (folder: string, event: string, name: string | null): void => {
    // What a client logs beside its module is no news, nor is it to be looked at while something is measured.
    if (name !== null && !isWanted(folder, event, name)) return;
    // The folder itself may have gone, and another may stand in its place, of which its watcher tells nothing.
    if (event === 'rename' && name === path.basename(folder)) forget(folder);
    cancelSettling();
    cancelSettling = clock.schedule(clock.now() + settleMs, look);
  };

  /** Of what came or went where scenarios are looked for, a folder counts as well. */
  const isWanted = (folder: string, event: string, name: string): boolean =>
    /\.ya?ml$/.test(name) ||
    parts.has(name) ||
    (event === 'rename' && sources.folders.includes(folder) && isFolder(path.join(folder, name)));

  /** What comes into a folder before that is watched is found by listing anew behind it. */
  const watchAll = (): void => {
    do {
      sources = list();
      const all = [...sources.files, ...sources.folders];
      parts = new Set(all.flatMap((one) => one.split(path.sep)));
      folders = new Set([...sources.files.map((file) => path.dirname(file)), ...sources.folders].map(existingFolder));
    } while (watchFolders());
  };

  /** Whether there is a new one among them. */
  const watchFolders = (): boolean => {
    for (const folder of watchers.keys()) if (!folders.has(folder)) forget(folder);
    const isNew = [...folders].map((folder) => !watchers.has(folder) && watchFolder(folder));
    return isNew.includes(true);
  };

  const watchFolder = (folder: string): boolean => {
    try {
      const watcher = watch(folder, { persistent: false }, (event, name) => onEvent(folder, event, name));
      watcher.on('error', () => forget(folder));
      watchers.set(folder, watcher);
      return true;
    } catch {
      // Too many are watched, or it has gone: it is looked at every second.
      return false;
    }
  };

  const forget = (folder: string): void => {
    watchers.get(folder)?.close();
    watchers.delete(folder);
  };

  const close = (): void => {
    cancelSettling();
    cancelLooking();
    tell = () => {};
    for (const watcher of watchers.values()) watcher.close();
    watchers.clear();
  };

  const lookOften = (earlier?: string): void => {
    cancelLooking();
    cancelLooking = clock.schedule(clock.now() + lookEveryMs, () => {
      const stamp = stampOf([...known.keys(), ...folders]);
      if (stamp !== earlier) look();
      lookOften(stamp);
    });
  };

  return {
    next() {
      cancelSettling();
      cancelLooking();
      watchAll();
      known = readAll(sources.files);
      return new Promise((resolve) => {
        tell = resolve;
      });
    },
    lookOften: () => lookOften(),
    close,
  };
}

function existingFolder(folder: string): string {
  return isFolder(folder) || path.dirname(folder) === folder ? folder : existingFolder(path.dirname(folder));
}

function readAll(files: readonly string[]): ReadonlyMap<string, string> {
  return new Map(files.map((file) => [file, signatureOf(file)]));
}

/** To see without reading whether anything was written, and by the times of the folders whether any file came or went. */
function stampOf(names: readonly string[]): string {
  return names.map((name) => timesOf(name)).join();
}

function timesOf(name: string): string {
  try {
    const { ino, mtimeMs, size } = statSync(name);
    return `${ino} ${mtimeMs} ${size}`;
  } catch {
    return '';
  }
}

/** The same for the same content; a file that is saved as it was is no other one. */
function signatureOf(file: string): string {
  try {
    const { size, mtimeMs } = statSync(file);
    if (size > maxReadBytes) return `${size} ${mtimeMs}`;
    return createHash('sha256').update(readFileSync(file)).digest('hex');
  } catch (error) {
    return String((error as NodeJS.ErrnoException).code);
  }
}
