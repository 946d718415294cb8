import type { EndSignal, Io } from './io.ts';

/** What a signal does to a command that runs. */
export interface EndListener {
  /** Aborts at the first signal. */
  readonly abort: AbortSignal;
  /** The first signal. */
  readonly signal: EndSignal | undefined;
  dispose(): void;
}

/** As a shell counts: 128 and the number of the signal. */
const exitCodes = { SIGINT: 130, SIGTERM: 143 } as const;

/** The first signal lets the command end in good order, the second one ends the process at once. */
export function listenForEnd(io: Io, onFirst: (signal: EndSignal) => void): EndListener {
  const abort = new AbortController();
  let first: EndSignal | undefined;
  const dispose = io.onSignal((signal) => {
    if (first !== undefined) {
      io.exit(exitCodes[signal]);
      return;
    }
    first = signal;
    onFirst(signal);
    abort.abort();
  });
  return {
    abort: abort.signal,
    get signal() {
      return first;
    },
    dispose,
  };
}
