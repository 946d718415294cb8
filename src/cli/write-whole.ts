import {
  closeSync,
  constants,
  lstatSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import process from 'node:process';
import { WschaosError } from '../base/error.ts';
import { systemErrorText } from './system-error-text.ts';

/** How a destination is to be written. */
export type Destination =
  /** A regular file, there or not; links are followed. */
  | { readonly kind: 'file'; readonly file: string }
  /** An open descriptor of this process. */
  | { readonly kind: 'descriptor'; readonly descriptor: number }
  /** A device, a FIFO, a link to what is not there. */
  | { readonly kind: 'other'; readonly file: string; readonly isFifo: boolean };

/**
 * What stands at a path.
 * @param file - absolute
 * @throws {WschaosError} `cli.usage` for a folder, `output.failed` when it cannot be seen
 */
export function findDestination(file: string): Destination {
  const descriptor = /^\/(?:dev|proc\/self)\/fd\/(\d{1,9})$/.exec(file)?.[1];
  if (descriptor !== undefined) return { kind: 'descriptor', descriptor: Number(descriptor) };
  if (file === '/dev/stdout') return { kind: 'descriptor', descriptor: 1 };
  if (file === '/dev/stderr') return { kind: 'descriptor', descriptor: 2 };
  return attempt(file, () => {
    const stats = statSync(file, { throwIfNoEntry: false });
    if (stats?.isDirectory()) throw new WschaosError('cli.usage', `cannot write ${file}: it is a folder`);
    if (stats?.isFile()) return { kind: 'file', file: realpathSync(file) };
    const isMissing = stats === undefined && lstatSync(file, { throwIfNoEntry: false }) === undefined;
    return isMissing ? { kind: 'file', file } : { kind: 'other', file, isFifo: stats?.isFIFO() === true };
  });
}

/**
 * Writes a text. A regular file gets it under another name first: whoever reads it never meets half of it.
 * @param file - absolute
 * @throws {WschaosError} `output.failed`, `cli.usage` for a folder
 */
export function writeWhole(file: string, text: string): void {
  const destination = findDestination(file);
  attempt(file, () => {
    if (destination.kind === 'descriptor') writeFileSync(destination.descriptor, text);
    else if (destination.kind === 'file') replaceFile(destination.file, text);
    else {
      if (destination.isFifo) withReader(destination.file, () => writeFileSync(destination.file, text));
      else writeFileSync(destination.file, text);
    }
  });
}

function replaceFile(file: string, text: string): void {
  const unfinished = `${file}.${process.pid}.unfinished`;
  try {
    writeFileSync(unfinished, text);
    renameSync(unfinished, file);
  } catch (error) {
    rmSync(unfinished, { force: true });
    throw error;
  }
}

/** Opening a FIFO that nobody reads waits for ever, and no signal would be heard; without waiting it fails. */
function withReader(fifo: string, effect: () => void): void {
  let probe: number;
  try {
    probe = openSync(fifo, constants.O_WRONLY | constants.O_NONBLOCK);
  } catch (cause) {
    throw (cause as NodeJS.ErrnoException).code === 'ENXIO' ? new Error('nobody reads this FIFO', { cause }) : cause;
  }
  try {
    effect();
  } finally {
    closeSync(probe);
  }
}

function attempt<T>(file: string, effect: () => T): T {
  try {
    return effect();
  } catch (cause) {
    if (cause instanceof WschaosError) throw cause;
    throw new WschaosError('output.failed', `cannot write ${file}: ${systemErrorText(cause)}`, { cause });
  }
}
