import { signalExitCodes } from '../result/exit-code.ts';
import type { EndSignal, Io } from './io.ts';

/** What a signal does to a command that runs. */
export interface EndListener {
  /** Aborts at the first signal. */
  readonly abort: AbortSignal;
  /** The first signal. */
  readonly signal: EndSignal | undefined;
  dispose(): void;
}

/**
 * The first signal lets the command end in good order, and the second one ends the process at once. SIGHUP is nobody's
 * impatience: a terminal that closes sends it by the shell and by the kernel, and a session that ends sends SIGTERM as well.
 */
export function listenForEnd(io: Io, onFirst: (signal: EndSignal) => void): EndListener {
  const abort = new AbortController();
  let first: EndSignal | undefined;
  let wasAsked = false;
  const dispose = io.onSignal((signal) => {
    if (wasAsked && signal !== 'SIGHUP') io.exit(signalExitCodes[signal]);
    wasAsked ||= signal !== 'SIGHUP';
    if (first !== undefined) return;
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
