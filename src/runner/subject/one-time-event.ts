/** Something that happens at most once. */
export interface OneTimeEvent<Value> {
  /** It has happened; said again, nobody hears of it. */
  tell(value: Value): void;
  /**
   * Calls the listener when it happens, or soon where it has happened already. What it gives takes the listener back: a promise
   * would hold each of them as long as nothing happens.
   */
  listen(listener: (value: Value) => void): () => void;
}

export function createOneTimeEvent<Value>(): OneTimeEvent<Value> {
  const listeners = new Set<(value: Value) => void>();
  let told: { readonly value: Value } | undefined;

  const tellAll = (value: Value): void => {
    // One that is taken back by another meanwhile hears nothing.
    for (const listener of [...listeners]) if (listeners.delete(listener)) listener(value);
  };

  return {
    tell(value) {
      if (told !== undefined) return;
      told = { value };
      tellAll(value);
    },
    listen(listener) {
      const own = (value: Value): void => listener(value);
      listeners.add(own);
      if (told !== undefined) {
        const { value } = told;
        queueMicrotask(() => tellAll(value));
      }
      return () => void listeners.delete(own);
    },
  };
}
