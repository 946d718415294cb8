import { expect, test } from 'vitest';
import type { Observation } from '../../src/result/observation.ts';
import { createClientSignals } from '../../src/runner/client-signals.ts';

type Wire = 'accept' | 'open' | 'ready' | 'closed';
const wire = (kind: Wire, connection: number, client = 1): Observation => ({
  source: 'wire',
  kind,
  connection,
  client,
  t: 0,
});
const goodbye = (connection: number, side: 'client' | 'server' = 'client'): Observation => {
  return { source: 'wire', kind: 'close-frame', side, code: 1000, connection, client: 1, t: 0 };
};
const told = (kind: 'loss' | 'ready' | 'open', client = 1): Observation => ({ source: 'client', kind, client, t: 0 });

function signalsOf(observations: readonly Observation[], areTold = false): readonly string[] {
  const heard: string[] = [];
  const signals = createClientSignals(areTold, (kind, connection) => heard.push(`${kind} ${connection ?? '?'}`));
  for (const observation of observations) signals.observe(observation);
  return heard;
}

const up = (connection: number): readonly Observation[] => [
  wire('accept', connection),
  wire('open', connection),
  wire('ready', connection),
];

test.each<[string, readonly Observation[], readonly string[]]>([
  ['it comes up', up(1), ['ready 1']],
  ['it shows life again', [...up(1), wire('ready', 1)], ['ready 1']],
  [
    'it says goodbye and comes back',
    [...up(1), goodbye(1), wire('closed', 1), ...up(2)],
    ['ready 1', 'loss 1', 'ready 2'],
  ],
  ['its connection is cut', [...up(1), wire('closed', 1), ...up(2)], ['ready 1', 'loss 1', 'ready 2']],
  ['it leaves the old socket behind', [...up(1), ...up(2), wire('closed', 1)], ['ready 1', 'loss 1', 'ready 2']],
  ['the server says goodbye first', [...up(1), goodbye(1, 'server')], ['ready 1']],
  ['it fetches something by HTTP', [...up(1), wire('accept', 2), wire('closed', 2)], ['ready 1']],
  ['an attempt fails', [wire('accept', 1), wire('closed', 1), ...up(2)], ['ready 2']],
])('of a client that tells nothing the wire shows, when %s', (_what, observations, expected) => {
  expect(signalsOf(observations)).toEqual(expected);
});

test('the first word of a client repeats what the wire has shown, from then on only its word counts', () => {
  const observations = [
    ...up(1),
    told('ready'),
    goodbye(1),
    told('loss'),
    wire('closed', 1),
    ...up(2),
    told('ready'),
    goodbye(2),
    told('loss'),
  ];
  expect(signalsOf(observations)).toEqual(['ready 1', 'loss 1', 'ready 2', 'loss 2']);
});

test('a client that is known to tell is not judged by the wire', () => {
  expect(signalsOf([...up(1), told('ready'), wire('closed', 1), told('loss'), told('open')], true)).toEqual([
    'ready 1',
    'loss 1',
  ]);
});

test('a word without a connection is passed on all the same', () => {
  expect(signalsOf([told('loss')])).toEqual(['loss ?']);
});

test('clients are told apart', () => {
  expect(signalsOf([wire('open', 1, 1), wire('open', 2, 2), told('ready', 2), told('ready', 1)], true)).toEqual([
    'ready 2',
    'ready 1',
  ]);
});
