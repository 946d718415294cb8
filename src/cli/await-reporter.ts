import process from 'node:process';

/** How long a reporter of the user's is waited for. */
export interface ReporterWait {
  /** What is waited for: `the reporter ./r.mjs`. */
  readonly who: string;
  readonly say: (line: string) => void;
  /** Gives it up, when it aborts during the wait. */
  readonly signal?: AbortSignal | undefined;
  /** From then on it is told who is waited for; default: 5 s. */
  readonly patienceMs?: number;
  /** Then it is given up; default: 60 s. */
  readonly limitMs?: number;
}

/**
 * Waits for what a module of the user's promises. Who never keeps it fails: at once where nothing is left that could, as Node
 * would end then without a word, else when it is given up. Nothing of this keeps the process alive.
 */
export async function awaitReporter(
  given: unknown,
  { who, say, signal, patienceMs = 5_000, limitMs = 60_000 }: ReporterWait,
): Promise<unknown> {
  const tell = (): void => say(`waiting for ${who}, for ${limitMs / 1000} s at most; Ctrl-C gives it up`);
  let giveUp = (): void => {};
  let tooLate = (): void => {};
  let abort = (): void => {};
  const givenUp = new Promise<never>((_, reject) => {
    giveUp = () => reject(new Error('its promise is never settled'));
    tooLate = () => reject(new Error(`its promise was not settled within ${limitMs / 1000} s`));
    abort = () => reject(new Error('it was given up, as its promise was not settled yet'));
  });
  const timers = [setTimeout(tell, patienceMs).unref(), setTimeout(tooLate, limitMs).unref()];
  process.once('beforeExit', giveUp);
  signal?.addEventListener('abort', abort);
  try {
    return await Promise.race([given, givenUp]);
  } finally {
    for (const timer of timers) clearTimeout(timer);
    process.off('beforeExit', giveUp);
    signal?.removeEventListener('abort', abort);
  }
}
