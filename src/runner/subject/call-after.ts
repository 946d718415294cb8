/**
 * Calls back when a time has passed in which what was waited for could have been read: after a standstill of this process, timers
 * come before the input that was there all the while. What this gives takes it back. It keeps no process alive.
 */
export function callAfter(ms: number, callback: () => void): () => void {
  let isCancelled = false;
  const timer = setTimeout(() => {
    setImmediate(() => {
      if (!isCancelled) callback();
    });
  }, ms).unref();
  return () => {
    isCancelled = true;
    clearTimeout(timer);
  };
}
