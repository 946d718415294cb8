import { WschaosError } from '../base/error.ts';
import { exitCodeOfDefect, exitCodeOfError } from './exit-codes.ts';
import { findForeignPlace } from './find-foreign-place.ts';
import type { Io } from './io.ts';

/** Tells of an error: a message where a user can act on it, else its stack. Gives the exit code. */
export function reportError(error: unknown, { stderr }: Pick<Io, 'stderr'>): number {
  if (error instanceof WschaosError) {
    stderr.write(`wschaos: ${error.message}\n${error.hint === undefined ? '' : `${error.hint}\n`}`);
    return exitCodeOfError(error.code);
  }
  const { message, stack = message } = error instanceof Error ? error : { message: String(error) };
  const place = findForeignPlace(stack);
  if (place !== undefined) {
    stderr.write(`wschaos: ended by an error that nothing in ${place} caught: ${message}\n`);
    return exitCodeOfError('module.failed');
  }
  stderr.write(
    `${stack}\n\nThis is a defect of wschaos. Please report it, with the lines above and the command line.\n`,
  );
  return exitCodeOfDefect;
}
