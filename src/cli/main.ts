import { calmCollector } from '../runner/calm-collector.ts';
import { createPaint } from './create-paint.ts';
import { commands } from './index.ts';
import type { Io } from './io.ts';
import { parseArguments } from './parse-arguments.ts';
import { createProcessIo } from './process-io.ts';
import { reportError } from './report-error.ts';

/** Lines of help longer than this are hard to read. */
const widestHelp = 110;

/**
 * The whole program: reads the arguments behind its name, runs the command, and gives the exit code. It throws nothing: an
 * error that a user can act on becomes a message, any other a report with its stack.
 */
export async function main(argv: readonly string[], io: Io = createProcessIo()): Promise<number> {
  calmCollector();
  io.onDefect((error) => io.exit(reportError(error, io)));
  try {
    if (argv.length === 0) {
      const help = parseArguments(['--help'], commands, helpWidth(io));
      io.stderr.write(help.kind === 'text' ? help.text : '');
      return 2;
    }
    const request = parseArguments(argv, commands, helpWidth(io));
    if (request.kind === 'text') {
      io.stdout.write(request.text);
      return 0;
    }
    const color = request.args.color as boolean | undefined;
    const paintFor = (output: Io['stdout']) => createPaint(output, io.env, color);
    return await request.command.run(request.args, { io, paintFor });
  } catch (error) {
    return reportError(error, io);
  }
}

function helpWidth({ stdout }: Io): number {
  return Math.min(stdout.columns ?? 80, widestHelp);
}
