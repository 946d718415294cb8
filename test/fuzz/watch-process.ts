/** What must never happen in the process, whatever the peers and the faults do. */
export interface ProcessWatch extends Disposable {
  /** @throws {Error} when something happened since the last call */
  check(): void;
}

export function watchProcess(): ProcessWatch {
  const seen: Error[] = [];
  const note = (what: string) => (reason: unknown) => {
    seen.push(new Error(`${what}: ${reason instanceof Error ? reason.stack : String(reason)}`, { cause: reason }));
  };
  const listeners = [
    ['uncaughtException', note('uncaught exception')],
    ['unhandledRejection', note('unhandled rejection')],
    ['warning', note('warning of the process')],
  ] as const;
  for (const [event, listener] of listeners) process.on(event, listener);
  return {
    check() {
      const [first] = seen.splice(0);
      if (first !== undefined) throw first;
    },
    [Symbol.dispose]() {
      for (const [event, listener] of listeners) process.off(event, listener);
    },
  };
}

/** Sockets and servers that the process has open. */
export function countSockets(): number {
  return process.getActiveResourcesInfo().filter((name) => name.startsWith('TCP')).length;
}
