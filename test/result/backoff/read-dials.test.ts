import { expect, test } from 'vitest';
import { readDials } from '../../../src/result/backoff/read-dials.ts';
import type { Observation } from '../../../src/result/observation.ts';
import { readEpisode } from '../../../src/result/read-episode.ts';
import {
  accept,
  closed,
  comeBack,
  contextOf,
  end,
  fault,
  finished,
  refuse,
  rejected,
  reset,
  startUp,
  tell,
} from '../stream.ts';

const read = (observations: readonly Observation[], faults = [reset]) =>
  readDials(readEpisode([...startUp(), ...observations], contextOf({ faults })));

const cut = [fault(1000, 'injected', 'reset', 1), closed(1000)];

test('from the wire, a wait begins where the connection before it ended', () => {
  const [series] = read([
    ...cut,
    ...[accept(1100, { connection: 2 }), rejected(1110, 503, { connection: 2 })],
    ...[accept(1310, { connection: 3 }), end(1360, 'client', 'fin', { connection: 3 })],
    ...comeBack(1760, 4),
    finished(1800),
  ]);
  expect(series?.dials.map(({ waitMs, after }) => [after, waitMs])).toEqual([
    ['loss', 100],
    [503, 200],
    ['nothing', 400],
  ]);
  expect(series).toMatchObject({ source: 'wire', end: 'ready', last: null });
});

test('from the client, a wait begins where it tells that the attempt failed', () => {
  const [series] = read([
    ...cut,
    ...[tell(1001, 'loss'), tell(1101, 'connecting'), tell(1105, 'error'), tell(1105, 'loss')],
    ...[tell(1305, 'connecting'), tell(1310, 'giveup'), finished(9000, 'timeout')],
  ]);
  expect(series?.dials.map(({ waitMs }) => waitMs)).toEqual([100, 200]);
  expect(series).toMatchObject({ source: 'client', end: 'gave-up' });
});

test('a dial that the loop stood still before is known late, and so is a wait that began so', () => {
  const observations = [
    ...startUp(),
    ...cut,
    ...[tell(1001, 'loss'), tell(1140, 'connecting'), tell(1145, 'error'), tell(1145, 'loss')],
    ...[tell(1345, 'connecting'), tell(1350, 'error'), tell(1350, 'loss')],
    ...[tell(1750, 'connecting'), tell(1760, 'giveup'), finished(9000, 'timeout')],
  ];
  const standstills = [
    { from: 1100, to: 1141 },
    { from: 1500, to: 1600 },
  ];
  const [series] = readDials(readEpisode(observations, contextOf({ faults: [reset], standstills })));
  expect(series?.dials.map(({ waitMs, lateMs }) => [waitMs, lateMs])).toEqual([
    [139, 41],
    [200, 41],
    [400, undefined],
  ]);
});

test('one dial that succeeds shows no backoff', () => {
  expect(read([...cut, ...comeBack(1100), finished(1200)])).toEqual([]);
});

test('nothing is inferred where the port refused and the client tells nothing', () => {
  const refused = [fault(1000, 'injected', 'refuse'), fault(3000, 'fault-end', 'refuse'), ...cut];
  expect(read([...refused, ...comeBack(3100), finished(3200)], [refuse, reset])).toEqual([]);
});

test('nothing is read where nothing tells the clients apart', () => {
  const observations = [...startUp(), ...cut, accept(1100, { connection: 2 }), rejected(1110, 503, { connection: 2 })];
  const fleet = contextOf({ faults: [reset], isAmbiguous: true });
  expect(readDials(readEpisode([...observations, ...comeBack(1310, 3), finished(1400)], fleet))).toEqual([]);
});
