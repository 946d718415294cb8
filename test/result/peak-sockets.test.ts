import { expect, it } from 'vitest';
import type { Observation } from '../../src/result/observation.ts';
import { peakSockets } from '../../src/result/peak-sockets.ts';
import { readClients } from '../../src/result/read-clients.ts';
import { accept, closed, closeFrame, end } from './stream.ts';

const second = { connection: 2 };

it.each([
  ['1 for links that follow one another', [accept(1), closed(5), accept(6, second)], 1],
  ['1 for an end and a beginning at one instant', [accept(1), accept(5, second), closed(5)], 1],
  ['2 while the old link is still there', [accept(1), accept(5, second), closed(6)], 2],
  ['2 while the old link has only seen a Close frame', [accept(1), closeFrame(4, 'client'), accept(5, second)], 2],
  [
    '1 after the FIN of the client, though the link is not finished',
    [accept(1), end(4, 'client'), accept(5, second), closed(9)],
    1,
  ],
  ['2 where only the server has finished', [accept(1), end(4, 'server'), accept(5, second)], 2],
  ['1 for two clients with a link each', [accept(1), accept(2, { connection: 2, client: 2 })], 1],
  ['0 where nothing was accepted', [], 0],
] as [string, Observation[], number][])('is %s', (_title, observations, expected) => {
  expect(peakSockets(readClients(observations).values())).toBe(expected);
});
