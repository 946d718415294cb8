import { expect, test } from 'vitest';
import { finishBoth } from '../../../src/runner/selftest/finish-both.ts';
import { createStage } from '../../../src/runner/selftest/stage.ts';
import { relayNothing } from './relays.ts';

test('both ends have seen all that was sent, and the end', async () => {
  await using stage = createStage(relayNothing);
  const ends = await stage.connect();
  ends.client.send('up');
  ends.server.send('down');
  await finishBoth(ends);
  expect(stage.observe()).toEqual({ client: ['"down"', 'fin'], server: ['"up"', 'fin'] });
});
