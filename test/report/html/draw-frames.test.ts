import { expect, test } from 'vitest';
import { drawFrames } from '../../../src/report/html/draw-frames.ts';

const gap = { client: 10, server: 50 };

test('a frame goes from its sender to the other side, a lost one half-way', () => {
  const frames = [
    { t: 1, to: 'server', what: 'ping', isLost: false },
    { t: 2, to: 'client', what: 'pong', isLost: true },
  ] as const;
  const drawn = drawFrames(frames, (t) => t * 100, gap);
  expect(drawn).toMatchObject([
    { attributes: { class: 'frame ping', d: expect.stringMatching(/^M100 10V50/) } },
    { attributes: { class: 'frame pong lost', d: expect.stringMatching(/^M200 50V30/) } },
  ]);
});

test('there is a path for a kind, however many frames it has', () => {
  const frames = Array.from({ length: 100 }, (_, t) => ({ t, to: 'client', what: 'message', isLost: false }) as const);
  expect(drawFrames(frames, (t) => t, gap)).toHaveLength(1);
});
