import type { Cancel, Clock } from '../base/clock.ts';

/** As long as Linux keeps a connection that nobody owns any more and whose peer does not finish (FIN-WAIT-2). */
const lingerMs = 60_000;

/**
 * Waits before what is left of a connection is thrown away. A fault may have cut one side for good; the other has finished
 * its direction and gets no answer, as on a dead link, but not for ever: each such connection would cost two sockets.
 */
export interface Linger {
  begin(): void;
  cancel(): void;
}

/** `finish` says whether it could; else it is asked again later. */
export function createLinger(clock: Clock, finish: () => boolean): Linger {
  let cancel: Cancel | undefined;
  const wait = (): void => {
    cancel = clock.schedule(clock.now() + lingerMs, () => {
      cancel = undefined;
      if (!finish()) wait();
    });
  };
  return {
    begin() {
      if (cancel === undefined) wait();
    },
    cancel() {
      cancel?.();
      cancel = undefined;
    },
  };
}
