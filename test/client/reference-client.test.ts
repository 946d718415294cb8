import { expect, test } from 'vitest';
import { realClock } from '../../src/runner/real-clock.ts';
import { startServer } from '../../src/server/start-server.ts';
import { startProbe } from './start-probe.ts';

test('smoke', async () => {
  await using server = await startServer({ kind: 'echo', clock: realClock });
  await using probe = startProbe({ url: server.url });
  await probe.next('ready');
  expect(probe.client.send({ a: 1 })).toBe(1);
  await server.close();
  const loss = await probe.next('loss');
  console.log(loss, probe.client.stats());
  await probe.next('loss', 3);
  console.log(probe.events.map((e) => [e.ev, e.cause, e.generation, e.phase, e.err].join(' ')));
});
