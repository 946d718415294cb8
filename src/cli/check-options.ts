import { WschaosError } from '../base/error.ts';
import { formatSuggestion } from '../base/suggest.ts';
import type { Command, Flags, Positionals } from './define-command.ts';

const builtinNames = ['help', 'version'];

/**
 * Checks every `--name` before the parser sees it: the parser's own check offers no near name, and a name such as
 * `--constructor` breaks it.
 * @throws {WschaosError} `cli.usage`
 */
export function checkLongOptions(words: readonly string[], options: Flags, command: string | undefined): void {
  const names = [...Object.keys(options), ...builtinNames];
  for (const word of words) {
    if (!word.startsWith('--')) continue;
    const [given = '', ...value] = word.slice(2).split('=');
    const negated = given.startsWith('no-') ? given.slice('no-'.length) : undefined;
    if (negated !== undefined && Object.hasOwn(options, negated) && options[negated]?.type === 'boolean') continue;
    if (!names.includes(given)) {
      const flags = names.map((name) => `--${name}`);
      throw usageError(`unknown option "--${given}"${formatSuggestion(`--${given}`, flags)}`, command);
    }
    const takesValue = Object.hasOwn(options, given) && options[given]?.type !== 'boolean';
    if (value.length > 0 && !takesValue) throw usageError(`--${given} takes no value`, command);
  }
}

/**
 * What the parser let pass: unknown letters, options given twice, arguments too many. Gives the arguments, with those behind
 * `--` in their place.
 * @throws {WschaosError} `cli.usage`
 */
export function checkParsed(
  parsed: Readonly<Record<string, unknown>>,
  { name, positionals, options }: Command,
  globals: Flags,
): Readonly<Record<string, unknown>> {
  const { _: rest, $0: _script, ...args } = parsed;
  const all: Readonly<Record<string, Flags[string] | Positionals[string]>> = { ...globals, ...options, ...positionals };
  for (const [key, value] of Object.entries(args)) {
    if (!Object.hasOwn(all, key)) throw usageError(`unknown option "-${key}"`, name);
    if (Array.isArray(value) && all[key]?.array !== true) {
      throw usageError(`--${key} was given ${value.length} times; it takes one value`, name);
    }
  }
  const extra = Array.isArray(rest) ? rest.slice(1).map(String) : [];
  const list = Object.entries(positionals).find(([, positional]) => positional.array === true)?.[0];
  if (extra.length > 0 && list === undefined) throw usageError(`unexpected argument "${extra[0]}"`, name);
  return list === undefined ? args : { ...args, [list]: [...((args[list] as string[] | undefined) ?? []), ...extra] };
}

function usageError(message: string, command: string | undefined): WschaosError {
  const help = command === undefined ? 'wschaos --help' : `wschaos ${command} --help`;
  return new WschaosError('cli.usage', message, { hint: `${help} lists the options.` });
}
