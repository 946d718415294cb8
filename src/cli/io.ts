/** Where text goes: a terminal, a pipe or a file. */
export interface TextOutput {
  write(text: string): void;
  readonly isTerminal: boolean;
  /** Of the terminal, else what `COLUMNS` says. */
  readonly columns: number | undefined;
}

/** The signals that end a command in good order; SIGHUP: its terminal was closed. */
export type EndSignal = 'SIGHUP' | 'SIGINT' | 'SIGTERM';

/** Everything through which a command touches its process. `createProcessIo` makes the real one, tests make their own. */
export interface Io {
  readonly stdout: TextOutput;
  readonly stderr: TextOutput;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** Hears of signals, instead of dying of them, until the function that it returns is called. */
  onSignal(listener: (signal: EndSignal) => void): () => void;
  /** Hears that nobody reads stdout any more: `| head` has seen enough. */
  onReaderGone(listener: () => void): void;
  /**
   * Hears of keys as they are pressed, until the function that it returns is called; `undefined` where nobody sits at a
   * terminal.
   */
  onKey(listener: (key: string) => void): (() => void) | undefined;
  /**
   * Hears of errors that nobody caught before `onDefect` does, and says whether it has dealt with one. Who came last is asked.
   */
  onStray(listener: (error: unknown, isRejection: boolean) => boolean): void;
  /** Hears of errors that nobody caught: defects. */
  onDefect(listener: (error: unknown) => void): void;
  /**
   * The command is over, and nothing of its own runs: where something keeps the process alive for another second, `tell` is
   * called, and it ends with the code that is due by then.
   */
  endThough(tell: () => void): void;
  /**
   * From now on this is the code that the process ends with, should anything that is not ours end it; `tell` is called then.
   * What was claimed last counts, and `exit` goes before it.
   */
  claimExitCode(code: number, tell?: () => void): void;
  /** Ends the process here and now. */
  exit(code: number): void;
  /** @see RunOptions.loopDelayFloorMs */
  readonly loopDelayFloorMs?: number;
}
