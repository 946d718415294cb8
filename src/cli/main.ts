import { calmCollector } from '../runner/calm-collector.ts';
import { toolVersion } from '../runner/tool-version.ts';
import type { Io } from './io.ts';
import { createProcessIo } from './process-io.ts';
import { reportError } from './report-error.ts';

/**
 * The whole program: reads the arguments behind its name, runs the command, and gives the exit code. It throws nothing: an
 * error that a user can act on becomes a message, any other a report with its stack.
 */
export async function main(argv: readonly string[], io: Io = createProcessIo()): Promise<number> {
  calmCollector();
  io.onDefect((error) => io.exit(reportError(error, io)));
  try {
    // Scripts ask it often, and the program behind it takes ten times as long to load.
    if (argv.length === 1 && argv[0] === '--version') {
      io.stdout.write(`${toolVersion()}\n`);
      return 0;
    }
    const { runCommandLine } = await import('./run-command-line.ts');
    return claim(await runCommandLine(argv, io), io);
  } catch (error) {
    return claim(reportError(error, io), io);
  }
}

/** What a reporter of the user's has left behind may end the process later, with a code of its own. */
function claim(code: number, io: Io): number {
  io.claimExitCode(code);
  return code;
}
