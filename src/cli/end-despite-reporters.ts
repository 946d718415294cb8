import type { Io } from './io.ts';
import { nameReporters } from './name-reporters.ts';
import type { ReporterRequest } from './reporter-requests.ts';

/** Sees to it that a timer, or a connection, that a reporter of the user's has left behind does not keep the command from ending. */
export function endDespiteReporters(requests: readonly ReporterRequest[], io: Io): void {
  const who = nameReporters(requests);
  if (who === undefined) return;
  io.endThough(() => {
    io.stderr.write(
      `wschaos: ${who} left something running, such as a timer or a connection; ended without it. ` +
        'What it starts it is to end, or to await, before it gives its text.\n',
    );
  });
}
