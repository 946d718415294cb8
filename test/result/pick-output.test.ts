import { expect, test } from 'vitest';
import { pickOutput } from '../../src/result/pick-output.ts';
import { readEpisode } from '../../src/result/read-episode.ts';
import { comeBack, contextOf, exit, fault, finished, reset, startUp } from './stream.ts';

const printed = (...lines: readonly string[]) => [{ client: 1, lines }];
const cut = [...startUp(), fault(1000, 'injected', 'reset', 1)];
const pick = (observations: Parameters<typeof readEpisode>[0], outputs: ReturnType<typeof printed> = [], more = {}) =>
  pickOutput(readEpisode(observations, contextOf({ faults: [reset], outputs, ...more })));

test('the place of a crash is kept, and what its runtime prints around it is not', () => {
  const lines = [
    'file:///app/client.mjs:8',
    '\tundefined.foo;',
    '',
    'TypeError: no foo',
    '    at WebSocket.<anonymous> (file:///app/client.mjs:8:3)',
    '    at WebSocket.emit (node:events:524:28)',
    '    at node:internal/main/run_main_module:1:1',
    'Node.js v20.20.2',
  ];
  expect(pick([...cut, exit(1100, 1, lines), finished(1200)], printed(...lines))).toEqual({
    client: 1,
    lines: [
      'file:///app/client.mjs:8',
      '  undefined.foo;',
      'TypeError: no foo',
      '    at WebSocket.<anonymous> (file:///app/client.mjs:8:3)',
    ],
  });
});

test('colours and other control characters do not reach a terminal, and long lines are cut', () => {
  const output = pick(
    [...cut, finished(9000, 'timeout')],
    printed('\u001b[1;31mred\u001b[0m \u0007bell', 'x'.repeat(999)),
  );
  expect(output?.lines).toEqual(['red bell', `${'x'.repeat(199)}…`]);
});

test('a link is its words, a bracket behind a tab stays, and no half of a sign is left', () => {
  const link = '\u001b]8;;https://a.example\u0007the page\u001b]8;;\u0007';
  const lines = [link, '\t[warn] no route', `${'x'.repeat(198)}😀😀`];
  const output = pick([...cut, finished(9000, 'timeout')], printed(...lines));
  expect(output?.lines).toEqual(['the page', '  [warn] no route', `${'x'.repeat(198)}…`]);
});

test('of many lines the last ones are kept', () => {
  const many = Array.from({ length: 40 }, (_, index) => `line ${index}`);
  expect(pick([...cut, finished(9000, 'timeout')], printed(...many))?.lines).toEqual(many.slice(-15));
});

test('of several clients, the one that ended speaks, or else the one that was back last', () => {
  const outputs = [1, 2, 3].map((client) => ({ client, lines: [`I am ${client}`] }));
  const lost = [...startUp(3), fault(1000, 'injected', 'reset', 1), fault(1000, 'injected', 'reset', 2)];
  const back = [...comeBack(1100, 4, 1), ...comeBack(1500, 5, 2), finished(1600)];
  const clients = { clients: 3 };
  expect(pick([...lost, ...back], outputs, clients)?.client).toBe(2);
  expect(pick([...lost, exit(1550, 1, [], 3), ...back], outputs, clients)?.client).toBe(3);
});

test('one that ended before it ran has its last words', () => {
  expect(pick([exit(100, null, ['it could not be started']), finished(200)])).toEqual({
    client: 1,
    lines: ['it could not be started'],
  });
});

test('one that never connected is quoted all the same', () => {
  expect(pick([finished(5000, 'timeout')], printed('no configuration'))?.lines).toEqual(['no configuration']);
});

test('one that printed nothing is not quoted', () => {
  expect(pick([...cut, finished(9000, 'timeout')])).toBeUndefined();
});
