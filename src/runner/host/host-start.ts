import type { Clock } from '../../base/clock.ts';

/** Whether a process of ours has begun its work. */
export interface HostStart<Begun> {
  /** The first outcome counts. */
  succeed(begun: Begun): void;
  fail(error: unknown): void;
  /** Resolves or rejects with the outcome; that it takes too long, or is given up, is one. */
  wait(signal: AbortSignal | undefined): Promise<Begun>;
}

const startLimitMs = 30_000;

/** `describe` makes the error of one that is too slow. */
export function createHostStart<Begun>(clock: Clock, describe: (why: string) => Error): HostStart<Begun> {
  let succeed = (_begun: Begun): void => {};
  let fail = (_error: unknown): void => {};
  const outcome = new Promise<Begun>((resolve, reject) => {
    succeed = resolve;
    fail = reject;
  });
  // It may fail before anybody waits for it.
  outcome.catch(() => {});

  return {
    succeed: (begun) => succeed(begun),
    fail: (error) => fail(error),
    async wait(signal) {
      const late = `it was still loading after ${startLimitMs / 1_000} s`;
      const cancel = clock.schedule(clock.now() + startLimitMs, () => fail(describe(late)));
      const onAbort = (): void => fail(signal?.reason);
      signal?.addEventListener('abort', onAbort);
      if (signal?.aborted) onAbort();
      try {
        return await outcome;
      } finally {
        cancel();
        signal?.removeEventListener('abort', onAbort);
      }
    },
  };
}
