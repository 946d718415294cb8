import { WschaosError } from '../base/error.ts';
import { formatSuggestion } from '../base/suggest.ts';
import { drawComparison } from '../report/draw-comparison.ts';
import { type CompareOptions, compareResults, type NamedResult } from '../result/compare/compare-results.ts';
import { comparisonExitCode } from '../result/exit-code.ts';
import { comparisonOptions, readComparisonSettings } from './comparison-settings.ts';
import { defineCommand } from './define-command.ts';
import { hearStrays } from './hear-strays.ts';
import { readResults } from './read-results.ts';

export const compare = defineCommand({
  name: 'compare',
  usage: '<base> [head]',
  summary: 'Compare two results files, or two cases of one: slower, same, faster or unclear',
  positionals: {
    base: { type: 'string', demandOption: true, describe: 'results.json of before' },
    head: { type: 'string', describe: 'results.json of now; may be left out with --a and --b' },
  },
  options: {
    ...comparisonOptions,
    a: { type: 'string', requiresArg: true, describe: 'Compare this case of BASE with --b, though they may differ' },
    b: { type: 'string', requiresArg: true, describe: 'The case of HEAD, or of BASE where there is no other file' },
    json: { type: 'boolean', describe: 'As JSON, with the p-values' },
    'warn-only': { type: 'boolean', describe: 'Show what is slower, and do not fail because of it' },
    ascii: { type: 'boolean', describe: 'No characters beyond ASCII' },
  },
  examples: [
    ['$0 compare base/results.json wschaos-results/results.json', 'before and now'],
    ['$0 compare wschaos-results/results.json --a ab/old --b ab/new', 'two clients of one run, best with --interleave'],
  ],
  epilogue:
    'Iterations are paired by phase where seed, case and number agree; 20 of them find a shift of a tenth, fewer than 8 ' +
    'nothing. The verdict comes from the exact 98 % interval of the shift; the risk of a false "slower" is 1 % for the whole ' +
    'comparison. What stands in brackets does not decide.',
  exitCodes: [
    ['0', 'nothing is slower, as far as can be told'],
    ['1', 'something is slower'],
    ['2', 'bad flag, no results file, no case in common'],
    ['3', 'a case of HEAD could not be measured'],
  ],
  async run({ base: baseFile, head: headFile, a, b, json, ascii, ...args }, { io, paintFor }) {
    const settings = readComparisonSettings(args);
    const base = readResults(baseFile, io.cwd);
    const head = headFile === undefined ? base : readResults(headFile, io.cwd);
    const chosen = readChosen({ a, b }, base, head);
    if (chosen === undefined && headFile === undefined) {
      throw new WschaosError('cli.usage', 'compare with what? Give a second file, or two cases with --a and --b');
    }
    const comparison = compareResults(base, head, { ...settings, chosen });
    const strays = hearStrays([], io);
    if (json) io.stdout.write(`${JSON.stringify(comparison, undefined, 2)}\n`);
    else {
      const options = { width: io.stdout.columns ?? 80, color: paintFor(io.stdout), ascii: ascii === true };
      const blocks = drawComparison(comparison, options).map((lines) => lines.join('\n'));
      io.stdout.write(`${blocks.join('\n\n')}\n`);
    }
    const code = comparisonExitCode(comparison, { warnOnly: args['warn-only'] === true });
    return strays.settle(({ isOutputMissing }) => (isOutputMissing && code === 0 ? 3 : code));
  },
});

function readChosen(
  { a, b }: { readonly a: string | undefined; readonly b: string | undefined },
  base: NamedResult,
  head: NamedResult,
): CompareOptions['chosen'] {
  if (a === undefined && b === undefined) return undefined;
  if (a === undefined || b === undefined) {
    throw new WschaosError(
      'cli.usage',
      `--${a === undefined ? 'b' : 'a'} needs --${a === undefined ? 'a' : 'b'} beside it`,
    );
  }
  if (base === head && a === b) throw new WschaosError('cli.usage', `--a and --b are both "${a}"`);
  checkCase('--a', a, base);
  checkCase('--b', b, head);
  return { base: a, head: b };
}

function checkCase(flag: string, id: string, { file, result }: NamedResult): void {
  const ids = result.cases.map((one) => one.id);
  if (ids.includes(id)) return;
  throw new WschaosError('cli.usage', `${flag}: ${file} has no case "${id}"${formatSuggestion(id, ids)}`, {
    hint: ids.length === 0 ? undefined : `It has ${ids.slice(0, 20).join(', ')}${ids.length > 20 ? ', …' : ''}.`,
  });
}
