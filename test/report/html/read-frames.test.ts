import { expect, test } from 'vitest';
import { readFrames } from '../../../src/report/html/read-frames.ts';

const frame = (changes: object = {}) =>
  JSON.stringify({
    t: 1,
    kind: 'frame',
    connection: 1,
    client: 1,
    direction: 'to-server',
    opcode: 'ping',
    delivered: 2,
    ...changes,
  });

test('frames are read by kind, direction and whether they arrived, in order of time', () => {
  const text = [
    '{"schema":"wschaos/trace@1"}',
    frame({ t: 9, direction: 'to-client', opcode: 'pong', delivered: null }),
    frame(),
    frame({ t: 4, opcode: 'text' }),
    '{"t":0,"kind":"mark","mark":"injected"}',
    '',
  ].join('\n');
  expect(readFrames(text)).toEqual([
    { t: 1, to: 'server', what: 'ping', isLost: false },
    { t: 4, to: 'server', what: 'message', isLost: false },
    { t: 9, to: 'client', what: 'pong', isLost: true },
  ]);
});

test.each([
  ['no trace', 'hello\n[1]\nnull\n'],
  ['a trace without frames', '{"t":0,"kind":"mark","mark":"injected"}'],
  ['that of a fleet', `${frame()}\n${frame({ client: 2 })}`],
])('%s has none', (_what, text) => {
  expect(readFrames(text)).toBeUndefined();
});

test('a long one is cut', () => {
  expect(readFrames(Array.from({ length: 1000 }, (_, t) => frame({ t })).join('\n'))).toHaveLength(240);
});
