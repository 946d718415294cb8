import { expect, test } from 'vitest';
import { graceAfterCalm, graceForClose } from '../../src/runner/grace.ts';
import { programClient } from './client-programs.ts';
import { loadInline } from './inline-scenario.ts';

const target = 'target: { builtin: echo }';
const reference = (heartbeat: string, more = ''): string =>
  `client: { type: reference, heartbeat: { ${heartbeat} } ${more} }`;

test.each([
  ['interval and timeout', reference('mode: ping, interval: 1s, timeout: 300ms'), 1_800],
  ['every beat that it spares', reference('mode: ping, interval: 1s, timeout: 300ms, maxMissed: 3'), 3_800],
  [
    'the limit of a reply where that is longer',
    reference('mode: ping, interval: 1s, timeout: 300ms', ', replyTimeout: 5s'),
    5_500,
  ],
  ['two ticks', programClient('', { heartbeat: { interval: '1s', style: 'tick' } }), 2_500],
  ['nothing, where it only reads', reference('mode: none'), 500],
  ['no one knows how long', programClient(''), Number.POSITIVE_INFINITY],
])('after a benign fault a client gets half a second and %s', (_what, client, expected) => {
  expect(graceAfterCalm(loadInline(`${target}\n${client}`))).toBe(expected);
});

test.each([
  ['two seconds', '[recovered == 100%]', 2_000],
  ['two seconds, where the figure is not evaluated', '[{ that: close.max < 1s, level: off }]', 2_000],
  ['until the timeout, where the case asks for the figure', '[close.p95 < 1s]', Number.POSITIVE_INFINITY],
])('an old connection is waited for %s', (_what, expectations, expected) => {
  expect(graceForClose(loadInline(`${target}\nexpect: ${expectations}`))).toBe(expected);
});
