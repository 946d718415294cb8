import type { Io } from './io.ts';
import { nameReporters } from './name-reporters.ts';
import type { ReporterRequest } from './reporter-requests.ts';

/** Sees to it that a reporter of the user's that ends the process neither does so without a word nor hides what `code` says. */
export function claimFromReporters(requests: readonly ReporterRequest[], code: number, io: Io): void {
  const who = nameReporters(requests);
  if (who === undefined) return;
  io.claimExitCode(code, () => {
    io.stderr.write(`wschaos: ${who} ended the process; what was to be written after it is missing.\n`);
  });
}
