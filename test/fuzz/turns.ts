/** Lets the event loop go round so many times. */
export async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn++) await new Promise((resolve) => setImmediate(resolve));
}

/** Wakes up often enough to see what has happened, and rests enough for it to happen. */
export async function untilTrue(isTrue: () => boolean, what: () => string, maxMs = 10_000): Promise<void> {
  const deadline = performance.now() + maxMs;
  while (!isTrue()) {
    if (performance.now() > deadline) throw new Error(`hangs: ${what()}`);
    await turns(5);
  }
}
