import { createHash } from 'node:crypto';
import { type FSWatcher, readFileSync, statSync, watch } from 'node:fs';
import path from 'node:path';
import type { Cancel, Clock } from '../../base/clock.ts';

export interface SourceWatchOptions {
  /** The files that matter, absolute; asked again whenever one of them changes. */
  readonly list: () => readonly string[];
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
  let known: ReadonlyMap<string, string> = new Map();
  let tell: (changed: readonly string[]) => void = () => {};
  let cancelSettling: Cancel = () => {};
  let cancelLooking: Cancel = () => {};

  const look = (): void => {
    const now = readAll(list());
    const changed = [...new Set([...now.keys(), ...known.keys()])].filter((file) => now.get(file) !== known.get(file));
    if (changed.length > 0) tell(changed);
  };

  const onEvent = (name: string | null): void => {
    // What a client logs beside its module is no news, nor is it to be looked at while something is measured.
    if (name !== null && !isWanted(name)) return;
    cancelSettling();
    cancelSettling = clock.schedule(clock.now() + settleMs, look);
  };

  const isWanted = (name: string): boolean =>
    /\.ya?ml$/.test(name) || [...known.keys()].some((file) => file.split(path.sep).includes(name));

  const watchFolders = (): void => {
    const wanted = new Set([...known.keys()].map((file) => existingFolder(path.dirname(file))));
    for (const [folder, watcher] of watchers) {
      if (wanted.has(folder)) continue;
      watcher.close();
      watchers.delete(folder);
    }
    for (const folder of wanted) if (!watchers.has(folder)) watchFolder(folder);
  };

  const watchFolder = (folder: string): void => {
    try {
      const watcher = watch(folder, { persistent: false }, (_event, name) => onEvent(name));
      const forget = (): void => {
        watcher.close();
        watchers.delete(folder);
      };
      watcher.on('error', forget);
      watchers.set(folder, watcher);
    } catch {
      // Too many are watched, or it has gone: it is looked at every second.
    }
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
      const stamp = stampOf([...known.keys(), ...watchers.keys()]);
      if (stamp !== earlier) look();
      lookOften(stamp);
    });
  };

  return {
    next() {
      cancelSettling();
      cancelLooking();
      known = readAll(list());
      watchFolders();
      return new Promise((resolve) => {
        tell = resolve;
      });
    },
    lookOften: () => lookOften(),
    close,
  };
}

function existingFolder(folder: string): string {
  const isThere = statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true;
  return isThere || path.dirname(folder) === folder ? folder : existingFolder(path.dirname(folder));
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
