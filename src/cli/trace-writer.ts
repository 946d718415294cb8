import { readdirSync, rmdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { nameTraceFolder } from '../result/trace/name-trace-folder.ts';
import type { KeptTrace } from '../runner/trace/trace-keeper.ts';
import { makeFolder } from './make-folder.ts';
import { writeWhole } from './write-whole.ts';

/** Puts traces into files, once nothing is measured any more. */
export interface TraceWriter {
  /** Of a case: its folder, relative to that of the results, and the traces that it is to hold. */
  add(folder: string, traces: readonly KeptTrace[]): void;
  /** Of a case that was not traced: it is to hold none. */
  clear(caseId: string): void;
  /** The text of one, by the path that it will have. */
  read(file: string): string | undefined;
  /**
   * Writes all of them, in place of those that an earlier run of the same cases left; gives their number.
   * @throws {WschaosError} `output.failed`
   */
  write(): number;
}

/** What an earlier run has written, and nothing else that may stand there. */
const ownName = /^\d+(?:-invalid-\d+)?\.jsonl$/;

/** @param output - the folder of the results, absolute */
export function createTraceWriter(output: string): TraceWriter {
  const folders: { readonly folder: string; readonly traces: readonly KeptTrace[] }[] = [];
  return {
    add: (folder, traces) => void folders.push({ folder: path.join(output, folder), traces }),
    clear: (caseId) => void folders.push({ folder: path.join(output, 'traces', nameTraceFolder(caseId)), traces: [] }),
    read(file) {
      const own = folders.find(({ folder }) => folder === path.dirname(file));
      return own?.traces.find(({ name }) => name === path.basename(file))?.format();
    },
    write() {
      for (const { folder, traces } of folders) {
        removeOld(folder);
        if (traces.length > 0) makeFolder(folder);
        for (const { name, format } of traces) writeWhole(path.join(folder, name), format());
      }
      removeEmpty(path.join(output, 'traces'));
      return folders.reduce((sum, { traces }) => sum + traces.length, 0);
    },
  };
}

/** What cannot be removed is written over, or is in nobody's way. */
function removeOld(folder: string): void {
  for (const name of listNames(folder)) {
    if (ownName.test(name)) rmSync(path.join(folder, name), { force: true });
  }
  removeEmpty(folder);
}

function listNames(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function removeEmpty(folder: string): void {
  try {
    rmdirSync(folder);
  } catch {
    // It is not empty, or not there.
  }
}
