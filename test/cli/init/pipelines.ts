import { commands } from '../../../src/cli/index.ts';
import { parseArguments } from '../../../src/cli/parse-arguments.ts';
import { parseReporters } from '../../../src/cli/reporter-requests.ts';

/** The commands of wschaos that a pipeline runs, as our own parser reads them; what the service fills in is filled in. */
export function readCommands(lines: readonly string[], filled: Readonly<Record<string, string>>) {
  return lines
    .filter((line) => line.startsWith('npx wschaos '))
    .map((line) => {
      const text = Object.entries(filled).reduce((all, [name, value]) => all.replaceAll(name, value), line);
      const request = parseArguments(text.split(' ').slice(2), commands, 80);
      if (request.kind !== 'command') throw new Error(`${line} runs nothing`);
      const { reporter } = request.args as { readonly reporter?: readonly string[] };
      parseReporters((reporter ?? []).map((one) => ({ text: one, source: '--reporter' })));
      return { name: request.command.name, args: request.args as Readonly<Record<string, unknown>> };
    });
}
