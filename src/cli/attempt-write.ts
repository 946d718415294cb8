import { WschaosError } from '../base/error.ts';
import type { Io } from './io.ts';

/**
 * Whether something could be written; where it could not, stderr says why, and the command goes on: whether the client is as it
 * should be is told all the same.
 */
export function attemptWrite(write: () => void, { stderr }: Pick<Io, 'stderr'>): boolean {
  try {
    write();
    return true;
  } catch (error) {
    if (!(error instanceof WschaosError)) throw error;
    stderr.write(`wschaos: ${error.message}\n`);
    return false;
  }
}
