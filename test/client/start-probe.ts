import { createRandom } from '../../src/base/random.ts';
import { createReferenceClient } from '../../src/client/reference-client.ts';
import type {
  ReferenceClient,
  ReferenceClientEvent,
  ReferenceClientOptions,
} from '../../src/client/reference-client-contract.ts';
import { realClock } from '../../src/runner/real-clock.ts';

/** A started reference client whose events a test awaits. */
export interface Probe extends AsyncDisposable {
  readonly client: ReferenceClient;
  readonly events: readonly ReferenceClientEvent[];
  /** The nth event, from 1, for which the test holds, past or to come. */
  seen(test: (event: ReferenceClientEvent) => boolean, nth?: number): Promise<ReferenceClientEvent>;
  /** The same, of one kind. */
  next(kind: ReferenceClientEvent['ev'], nth?: number): Promise<ReferenceClientEvent>;
}

/** Starts a client on the real clock, with a fixed seed, that dials again soon unless told otherwise. */
export function startProbe(options: Partial<ReferenceClientOptions> & Pick<ReferenceClientOptions, 'url'>): Probe {
  const events: ReferenceClientEvent[] = [];
  const waiting = new Set<() => void>();
  const client = createReferenceClient({
    clock: realClock,
    random: createRandom(7),
    id: 'probe',
    ...options,
    policy: { ...options.policy, reconnect: { backoff: 'fixed', initialMs: 5, ...options.policy?.reconnect } },
    onEvent(event) {
      events.push(event);
      options.onEvent?.(event);
      for (const look of waiting) look();
    },
  });
  const seen: Probe['seen'] = (test, nth = 1) =>
    new Promise((resolve) => {
      const look = (): void => {
        const found = events.filter(test)[nth - 1];
        if (found === undefined) return;
        waiting.delete(look);
        resolve(found);
      };
      waiting.add(look);
      look();
    });
  client.start();
  return {
    client,
    events,
    seen,
    next: (kind, nth) => seen(({ ev }) => ev === kind, nth),
    [Symbol.asyncDispose]: () => client.close(),
  };
}
