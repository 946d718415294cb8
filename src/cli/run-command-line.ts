import { completeLine } from './completion/complete-line.ts';
import { completionFlag } from './completion/shell-scripts.ts';
import { createPaint } from './create-paint.ts';
import { commands } from './index.ts';
import type { Io } from './io.ts';
import { parseArguments } from './parse-arguments.ts';

/** Lines of help longer than this are hard to read. */
const widestHelp = 110;

/**
 * Does what the arguments behind the program's name ask for; gives the exit code.
 * @throws {WschaosError} `cli.usage`, and what the commands throw
 */
export async function runCommandLine(argv: readonly string[], io: Io): Promise<number> {
  const width = Math.min(io.stdout.columns ?? 80, widestHelp);
  if (argv.length === 0) {
    const help = parseArguments(['--help'], commands, width);
    io.stderr.write(help.kind === 'text' ? help.text : '');
    return 2;
  }
  if (argv[0] === completionFlag) {
    const found = completeLine(argv[1] ?? '', commands, io.cwd);
    io.stdout.write(found.map((one) => `${one}\n`).join(''));
    return 0;
  }
  const request = parseArguments(argv, commands, width);
  if (request.kind === 'text') {
    io.stdout.write(request.text);
    return 0;
  }
  const color = request.args.color as boolean | undefined;
  const paintFor = (output: Io['stdout']) => createPaint(output, io.env, color);
  return await request.command.run(request.args, { io, paintFor });
}
