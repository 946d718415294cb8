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

/** Four dials into a port that is closed from 1000 to 3000, and one that is accepted. */
const refusedDials = (after: (t: number) => readonly Observation[]) => [
  ...[fault(1000, 'injected', 'refuse'), ...cut],
  ...[1100, 1300, 1700, 2500].flatMap((t) => [tell(t, 'connecting'), ...after(t)]),
  ...[fault(3000, 'fault-end', 'refuse'), tell(4100, 'connecting'), ...comeBack(4100), finished(4200)],
];

test('a dial into a closed port ended where it began, also where the client tells of nothing but dials', () => {
  const [series] = read(
    refusedDials(() => []),
    [refuse, reset],
  );
  expect(series?.dials.map(({ waitMs, after }) => [after, waitMs])).toEqual([
    ['loss', 100],
    ['nothing', 200],
    ['nothing', 400],
    ['nothing', 800],
    ['nothing', 1600],
  ]);
});

test('`close` ends an attempt of a client that has no other word, but for the first, which is about the old socket', () => {
  const told = refusedDials((t) => [tell(t + 20, 'close')]);
  const [, ...redials] = read([tell(1001, 'close'), ...told], [refuse, reset])[0]?.dials ?? [];
  expect(redials.map(({ waitMs }) => waitMs)).toEqual([180, 380, 780, 1580]);
  const unclear = read(told, [refuse, reset])[0]?.dials.map(({ waitMs }) => waitMs);
  expect(unclear).toEqual([100, 200, 380, 780, 1580]);
});

test('`close` ends nothing where the client tells its losses: it may be that of an earlier socket', () => {
  const told = [tell(1001, 'loss'), tell(1100, 'connecting'), tell(1105, 'open'), tell(1150, 'loss')];
  const later = [tell(1001, 'close'), tell(1350, 'connecting'), tell(1360, 'close'), tell(1500, 'loss')];
  const [series] = read([...cut, ...told, ...later, tell(1900, 'connecting'), finished(9000, 'timeout')]);
  expect(series?.dials.map(({ waitMs }) => waitMs)).toEqual([99, 200, 400]);
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

test('of a client that dials without a pause the first dials are read, and the last one, not all', () => {
  const dials = Array.from({ length: 40_000 }, (_, index) => 1100 + index).flatMap((t, index) => [
    ...[tell(t, 'connecting'), accept(t + 0.1, { connection: index + 2 })],
    ...[closed(t + 0.2, { connection: index + 2 }), tell(t + 0.5, 'error')],
  ]);
  const [series] = read([...cut, ...dials, finished(50_000, 'timeout')]);
  expect(series).toMatchObject({ source: 'client', quietMs: 50_000 - 41_099.5, last: 'nothing' });
  expect(series?.dials.map(({ waitMs }) => waitMs)).toEqual([100, ...Array.from({ length: 63 }, () => 0.5)]);
});
