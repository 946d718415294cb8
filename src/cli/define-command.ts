import type { InferredOptionTypes, Options, PositionalOptions } from 'yargs';
import type { Paint } from '../report/define-reporter.ts';
import type { ExitCodeRow } from './exit-codes.ts';
import type { Io, TextOutput } from './io.ts';

/** Options by name. Every option that has a value is a `string`; commands read it and say what is wrong. */
export type Flags = Readonly<Record<string, Options>>;

/** What a command takes without a name; an `array` must be the last. */
export type Positionals = Readonly<Record<string, PositionalOptions>>;

/** What a command gets beside its arguments. */
export interface CommandContext {
  readonly io: Io;
  /** Colours for this output, as `--color`, the environment and the output itself allow. */
  readonly paintFor: (output: TextOutput) => Paint;
}

/** One command: one file in `src/cli`, one line in `index.ts`, one row in the README. */
export interface Command<P extends Positionals = Positionals, F extends Flags = Flags> {
  readonly name: string;
  /** Other names that do the same; no help shows them. */
  readonly aliases?: readonly string[];
  /** What follows the name: `[files..]`; may be empty. */
  readonly usage: string;
  /** One line for the help and the README. */
  readonly summary: string;
  readonly positionals: P;
  readonly options: F;
  readonly examples: readonly (readonly [command: string, what: string])[];
  /** More to know, under the options. */
  readonly epilogue?: string;
  /** What its exit codes mean; without, what those of a run do. */
  readonly exitCodes?: readonly ExitCodeRow[];
  /**
   * Does the work; gives the exit code. A method, so that a command with any options is a `Command`.
   * @throws {WschaosError} what `main` turns into a message and an exit code
   */
  run(args: InferredOptionTypes<P> & InferredOptionTypes<F>, context: CommandContext): Promise<number>;
}

/** Types a command: its `run` gets what its parameters say. */
export function defineCommand<const P extends Positionals, const F extends Flags>(
  command: Command<P, F>,
): Command<P, F> {
  return command;
}
