import { describe, expect, test } from 'vitest';
import { frames } from '../../../src/runner/selftest/frames.ts';
import { observeDirectly, testTransparency } from './transparency.ts';

describe('frames are the same through the proxy:', () => testTransparency(frames));

test('frames are recorded with every bit: reserved ones too', async () => {
  const { client, server } = await observeDirectly(frames, 'reserved bits');
  // "bits" with rsv1, rsv2, rsv3 and all three; masked with 37fa213d by the client.
  expect(client.slice(-2)).toEqual(['c10462697473a10462697473910462697473f10462697473', 'fin']);
  expect(server.slice(-2)).toEqual([
    'c18437fa213d5593554ea18437fa213d5593554e918437fa213d5593554ef18437fa213d5593554e',
    'fin',
  ]);
});
