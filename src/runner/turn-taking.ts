/** Begins something, and is done when it has ended. */
type Start = () => Promise<void>;

/** Has several cases begin their iterations in turn, so that whatever drifts meanwhile meets all of them alike. */
export interface TurnTaking {
  /** Waits until every case has told what it has to begin; then the first of each is begun, the second of each, … */
  begin(place: number, starts: readonly Start[]): Promise<readonly Promise<void>[]>;
  /** This case begins nothing, or nothing more: the others do not wait for it. */
  leave(place: number): void;
}

interface Turn {
  readonly starts: readonly Start[];
  readonly begun: (running: readonly Promise<void>[]) => void;
}

/** `cases`: how many there are; their places, from 0, are the order in which they take turns. */
export function createTurnTaking(cases: number): TurnTaking {
  const awaited = new Set(Array.from({ length: cases }, (_, place) => place));
  const turns: (Turn | undefined)[] = [];

  const beginAll = (): void => {
    if (awaited.size > 0) return;
    const ready = turns.splice(0).filter((turn) => turn !== undefined);
    const running = ready.map((): Promise<void>[] => []);
    const rounds = Math.max(0, ...ready.map(({ starts }) => starts.length));
    for (let round = 0; round < rounds; round++) {
      for (const [index, { starts }] of ready.entries()) {
        const start = starts[round];
        if (start !== undefined) running[index]?.push(start());
      }
    }
    for (const [index, { begun }] of ready.entries()) begun(running[index] ?? []);
  };

  return {
    begin: (place, starts) =>
      new Promise((resolve) => {
        turns[place] = { starts, begun: resolve };
        awaited.delete(place);
        beginAll();
      }),
    leave(place) {
      if (awaited.delete(place)) beginAll();
    },
  };
}
