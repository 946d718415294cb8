import type { Options } from 'yargs';
import type { Command, Flags } from '../define-command.ts';
import { globalOptions } from '../parse-arguments.ts';
import { completeValue } from './complete-value.ts';

/**
 * What the last word of a line may become, the whole word each.
 * @param line - up to the cursor; a space at its end: a new word begins
 */
export function completeLine(line: string, commands: readonly Command[], cwd: string): readonly string[] {
  const [last = '', ...earlier] = line.trimStart().split(/\s+/).reverse();
  // What stands before it, such as an assignment, is the shell's.
  const words = earlier.reverse();
  const program = words.findIndex((word) => /(?:^|[\\/])wschaos(?:\.js)?$/.test(word));
  const before = words.slice(program + 1);
  const name = before.find((word) => !word.startsWith('-'));
  const command = commands.find((one) => one.name === name || one.aliases?.includes(name ?? ''));
  if (name === undefined) return begins(last.startsWith('-') ? listFlags({}, before) : namesOf(commands), last);
  if (command === undefined) return [];
  return completeArgument(command, before.slice(before.indexOf(name) + 1), last, cwd);
}

const namesOf = (commands: readonly Command[]): readonly string[] => commands.map(({ name }) => name);

function completeArgument(command: Command, before: readonly string[], last: string, cwd: string): readonly string[] {
  const options = { ...globalOptions, ...command.options };
  const isPlain = before.includes('--');
  if (!isPlain) {
    const open = nameOfOption(before.at(-1), options);
    if (open !== undefined) return completeValue(`--${open}`, last, cwd);
    const [, given = '', value = ''] = /^--([\w-]+)=(.*)$/.exec(last) ?? [];
    if (given !== '') return completeValue(`--${given}`, value, cwd).map((one) => `--${given}=${one}`);
    if (last.startsWith('-')) return begins(listFlags(options, before), last);
  }
  const positional = positionalAt(command, countPositionals(before, options));
  return positional === undefined ? [] : completeValue(`${command.name} ${positional}`, last, cwd);
}

function begins(names: readonly string[], begun: string): readonly string[] {
  return names.filter((name) => name.startsWith(begun));
}

/** Of a word that is an option whose value comes next. */
function nameOfOption(word: string | undefined, options: Flags): string | undefined {
  if (word === undefined || !word.startsWith('-')) return undefined;
  const given = word.replace(/^--?/, '');
  const found = Object.entries(options).find(([name, { alias }]) =>
    word.startsWith('--') ? name === given : alias === given,
  );
  return found === undefined || found[1].type === 'boolean' ? undefined : found[0];
}

/** Those that may still be given, in the order of the help. */
function listFlags(options: Flags, before: readonly string[]): readonly string[] {
  const flags = Object.entries(options).flatMap(([name, option]) => [`--${name}`, ...denialOf(name, option)]);
  const isFree = (flag: string): boolean => {
    const option = options[flag.slice(2)];
    return option?.array === true || !before.some((word) => word === flag || word.startsWith(`${flag}=`));
  };
  return [
    ...flags,
    '--help',
    ...(before.length === 0 && Object.keys(options).length === 0 ? ['--version'] : []),
  ].filter(isFree);
}

/** Where the help says that an option can be denied. */
function denialOf(name: string, { type, describe }: Options): readonly string[] {
  const denial = `--no-${name}`;
  return type === 'boolean' && describe?.includes(denial) ? [denial] : [];
}

function countPositionals(before: readonly string[], options: Flags): number {
  const rest = before.indexOf('--');
  const plain = rest < 0 ? [] : before.slice(rest + 1);
  const mixed = rest < 0 ? before : before.slice(0, rest);
  const own = mixed.filter(
    (word, place) => !word.startsWith('-') && nameOfOption(mixed[place - 1], options) === undefined,
  );
  return own.length + plain.length;
}

/** The name of the positional that a place belongs to; a list takes all that follow. */
function positionalAt({ positionals }: Command, place: number): string | undefined {
  const names = Object.keys(positionals);
  const last = names.at(-1);
  if (place < names.length) return names[place];
  return last !== undefined && positionals[last]?.array === true ? last : undefined;
}
