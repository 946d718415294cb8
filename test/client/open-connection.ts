import type { ClientPolicy } from '../../src/base/client-policy.ts';
import { type Connection, type ConnectionOptions, createConnection } from '../../src/client/connection.ts';
import { mergePolicy, type PolicyOverrides } from '../../src/client/merge-policy.ts';
import { createManualClock, type ManualClock } from '../support/manual-clock.ts';

export interface OpenConnection {
  readonly clock: ManualClock;
  readonly connection: Connection;
  readonly policy: ClientPolicy;
  /** `open`, `ready`, `message hi`, `acknowledged 1`, `writable`, `lost ping.timeout in ready`, `closed 1006 by ping.timeout`. */
  readonly log: readonly string[];
  /** Waits for the nth entry, from 1, that begins so. */
  seen(start: string, nth?: number): Promise<string>;
}

/** Real sockets under a clock that the test moves: what waits for time waits for the test. */
export function openConnection(
  url: string,
  overrides: PolicyOverrides = {},
  options: Partial<ConnectionOptions> = {},
): OpenConnection {
  const clock = createManualClock();
  const policy = mergePolicy(overrides);
  const log: string[] = [];
  const waiting = new Set<() => void>();
  const note = (entry: string): void => {
    log.push(entry);
    for (const look of waiting) look();
  };
  let readySequence = 0;
  const connection = createConnection(
    {
      url: async () => url,
      generation: 1,
      clientId: 'a',
      policy,
      clock,
      rejectUnauthorized: true,
      lookup: undefined,
      nextReadySequence: () => ++readySequence,
      ...options,
    },
    {
      onOpen: () => note('open'),
      onReady: () => note('ready'),
      onMessage: (data, down) => note(`message ${down === undefined ? data : `${down.c}/${down.s}`}`),
      onAcknowledged: (sequence) => note(`acknowledged ${sequence}`),
      onWritable: () => note('writable'),
      onLost: ({ cause }, phase) => note(`lost ${cause} in ${phase}`),
      onClosed: (code, cause) => note(`closed ${code} by ${cause}`),
    },
  );
  return {
    ...{ clock, connection, policy, log },
    seen: (start, nth = 1) =>
      new Promise((resolve) => {
        const look = (): void => {
          const found = log.filter((entry) => entry.startsWith(start))[nth - 1];
          if (found === undefined) return;
          waiting.delete(look);
          resolve(found);
        };
        waiting.add(look);
        look();
      }),
  };
}
