import yargs, { type Argv } from 'yargs';
import { WschaosError } from '../base/error.ts';
import { suggest } from '../base/suggest.ts';
import { toolVersion } from '../runner/tool-version.ts';
import { checkLongOptions, checkParsed } from './check-options.ts';
import type { Command } from './define-command.ts';
import { formatExitCodes } from './exit-codes.ts';
import { explainRefusal } from './explain-refusal.ts';

/** What a command line asks for: a command with its arguments, or a text such as the help. */
export type Request =
  | { readonly kind: 'command'; readonly command: Command; readonly args: Readonly<Record<string, unknown>> }
  | { readonly kind: 'text'; readonly text: string };

/** Options that every command takes. */
export const globalOptions = {
  color: { type: 'boolean', describe: 'Colour also where it is no terminal; --no-color: never' },
} as const;

/**
 * Reads the arguments behind the program's name.
 * @throws {WschaosError} `cli.usage`, with a suggestion where a name is near
 */
export function parseArguments(argv: readonly string[], commands: readonly Command[], width: number): Request {
  const end = argv.indexOf('--');
  const words = end < 0 ? argv : argv.slice(0, end);
  const name = words.find((word) => !word.startsWith('-'));
  const command = commands.find((one) => one.name === name || one.aliases?.includes(name ?? ''));
  if (name !== undefined && command === undefined) {
    const names = commands.map((one) => one.name);
    throw usageError(`unknown command "${name}"${formatNearest(name, names)}; there are ${names.join(', ')}`);
  }
  checkLongOptions(words, { ...globalOptions, ...command?.options }, command?.name);

  let args: Readonly<Record<string, unknown>> | undefined;
  let text = '';
  let failure: string | undefined;
  createParser(commands, width, (parsed) => {
    args = parsed;
  }).parse([...argv], {}, (error: Error | undefined, _parsed, output) => {
    text = output;
    if (error) failure = error.message;
  });
  if (failure !== undefined) throw usageError(explainRefusal(failure, command), command?.name);
  if (text !== '') return { kind: 'text', text: `${text}\n` };
  if (command === undefined || args === undefined) throw usageError('which command?');
  return { kind: 'command', command, args: checkParsed(args, command, globalOptions) };
}

/** Names of commands are so short that swapped letters would be too many differences. */
function formatNearest(name: string, names: readonly string[]): string {
  const sortLetters = (word: string): string => [...word.toLowerCase()].sort().join('');
  const nearest = suggest(name, names) ?? names.find((one) => sortLetters(one) === sortLetters(name));
  return nearest === undefined ? '' : ` (did you mean "${nearest}"?)`;
}

function usageError(message: string, command?: string): WschaosError {
  const help = command === undefined ? 'wschaos --help' : `wschaos ${command} --help`;
  return new WschaosError('cli.usage', message, { hint: `${help} says what there is.` });
}

/** A method that the parser's types lack. */
interface UsageConfiguration {
  usageConfiguration(configuration: { readonly 'hide-types': boolean }): Argv;
}

function createParser(
  commands: readonly Command[],
  width: number,
  onCommand: (args: Readonly<Record<string, unknown>>) => void,
): Argv {
  const bare = yargs([]) as Argv & UsageConfiguration;
  const parser = bare
    .usageConfiguration({ 'hide-types': true })
    .scriptName('wschaos')
    .usage('$0 <command> [options]\n\nBreaks WebSocket connections and measures how the client notices and comes back.')
    .parserConfiguration({
      'boolean-negation': true,
      'camel-case-expansion': false,
      'dot-notation': false,
      // Otherwise an option that may be repeated swallows the files behind it.
      'greedy-arrays': false,
      'parse-numbers': false,
      'parse-positional-numbers': false,
      'strip-aliased': true,
    })
    .detectLocale(false)
    .exitProcess(false)
    .showHelpOnFail(false)
    .wrap(width)
    .version(toolVersion())
    .describe('version', 'Show the version')
    .help()
    .alias('help', 'h')
    .describe('help', 'Show this help')
    .options(globalOptions)
    .epilogue(formatExitCodes())
    .example('$0 run', 'run and judge scenarios/**/*.yaml')
    .example('$0 run builtin:refuse', 'run a bundled scenario')
    .example('$0 proxy ws://127.0.0.1:8080 --fault blackhole:at=10s', 'break a link by hand');
  for (const command of commands) {
    parser.command(
      [`${command.name} ${command.usage}`.trimEnd(), ...(command.aliases ?? [])],
      command.summary,
      (builder) => describeCommand(builder, command),
      onCommand,
    );
  }
  return parser;
}

function describeCommand(builder: Argv, { positionals, options, examples, epilogue, exitCodes }: Command): Argv {
  for (const [name, positional] of Object.entries(positionals)) builder.positional(name, positional);
  for (const [command, what] of examples) builder.example(command, what);
  const codes = formatExitCodes(exitCodes);
  return builder.options(options).epilogue(epilogue === undefined ? codes : `${epilogue}\n\n${codes}`);
}
