import { expect, it } from 'vitest';
import type { Observation } from '../../src/result/observation.ts';
import { poolAttempts } from '../../src/result/pool-attempts.ts';
import { unknownClient } from '../../src/result/read-clients.ts';
import { readEpisode } from '../../src/result/read-episode.ts';
import { accept, comeBack, contextOf, fault, finished, refuse, reset, startUp, tell } from './stream.ts';

const down = [fault(990, 'fault-start', 'refuse'), fault(1000, 'injected', 'reset', 1)];

const pool = (from: number, ...after: readonly Observation[]) =>
  poolAttempts(
    readEpisode([...startUp(2), ...down, ...after, finished(9000)], contextOf({ faults: [refuse, reset], clients: 2 })),
    from,
  );

it('puts the attempts of all clients in order, also of one that lost nothing, and says who told of them', () => {
  const told = [1, 2].map((client) => tell(1200 - 10 * client, 'connecting', { client }));
  expect(pool(1000, ...told, accept(1201, { connection: 3, client: 1 }))).toEqual({
    at: [1180, 1190],
    source: 'client',
    complete: true,
  });
});

it('is incomplete where one client may have been refused unseen, unless the listener was open from then on', () => {
  const after = [tell(1100, 'connecting'), fault(4000, 'fault-end', 'refuse'), ...comeBack(4500, 9, 2)];
  expect(pool(1000, ...after).complete).toBe(false);
  expect(pool(4000, ...after)).toEqual({ at: [4500], source: 'wire', complete: true });
});

it('has those of which the wire does not show whose they are, unless a client has told its own', () => {
  const stranger = accept(1100, { connection: 3, client: unknownClient });
  const up = fault(995, 'fault-end', 'refuse');
  expect(pool(1000, up, stranger, ...comeBack(1050, 4, 1))).toEqual({
    at: [1050, 1100],
    source: 'wire',
    complete: true,
  });
  expect(pool(1000, up, stranger, tell(1090, 'connecting')).at).toEqual([1090]);
});
