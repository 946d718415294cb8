/** What an error may carry beside its message. */
export interface WschaosErrorOptions {
  /** What to do about it, one sentence. */
  readonly hint?: string | undefined;
  /** The error underneath. */
  readonly cause?: unknown;
  /** Where there are several things wrong, each by itself. */
  readonly problems?: readonly string[] | undefined;
}

/**
 * An error that a user can act on. The message says what, which and expected; only `cli/main.ts` turns it into text and
 * an exit code. A peer's protocol violation is data, never an error.
 */
export class WschaosError extends Error {
  override readonly name = 'WschaosError';
  /** Stable, for programs: `target.unreachable`, `port.in-use`, … */
  readonly code: string;
  readonly hint: string | undefined;
  /** Each thing that is wrong, where the message tells of several. */
  readonly problems: readonly string[] | undefined;

  constructor(code: string, message: string, options: WschaosErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.hint = options.hint;
    this.problems = options.problems;
  }
}
