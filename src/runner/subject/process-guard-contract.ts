// What we and the program of the process guard say to each other: JSON, one a line, requests on its stdin and replies on its
// stdout. Types only: that program imports nothing of ours.

/**
 * Asks for a program. Its stdio was dialled before, one connection for each file descriptor at {@link GuardReady.path}, whose
 * first line is `ID FD`; all that follows is the program's.
 */
export interface StartRequest {
  readonly kind: 'start';
  /** Of this start; never used again. */
  readonly id: number;
  readonly command: readonly string[];
  /** An absolute path: the guard has another working directory. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** How many pipes it finds beside its three, from fd 3 on. */
  readonly extraPipes: number;
}

export type GuardRequest =
  | StartRequest
  /** Its whole group is gone, and is not to be killed any more: the id may be somebody else's. */
  | { readonly kind: 'forget-program'; readonly id: number }
  | { readonly kind: 'watch-folder' | 'forget-folder'; readonly path: string };

/** The first reply, unasked. */
export interface GuardReady {
  readonly kind: 'ready';
  /** Of the Unix-domain socket that takes in the stdio of programs. */
  readonly path: string;
}

/** Instead of {@link GuardReady}: it can take in nothing, and ends. */
export interface GuardFailed {
  readonly kind: 'failed';
  readonly why: string;
}

/** How a program ended. */
export interface GuardedExit {
  readonly kind: 'exited';
  readonly id: number;
  readonly code: number | null;
  readonly signal: string | null;
  /** Nanoseconds of `CLOCK_MONOTONIC`, in decimal. */
  readonly t: string;
}

/** What is said of one start. */
export type ProgramReply =
  | { readonly kind: 'started'; readonly id: number; readonly pid: number }
  /** With the system's code, such as `ENOENT`. */
  | { readonly kind: 'refused'; readonly id: number; readonly code: string }
  | GuardedExit;

export type GuardReply = GuardReady | GuardFailed | ProgramReply;
