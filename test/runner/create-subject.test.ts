import type { IncomingMessage } from 'node:http';
import { expect, test } from 'vitest';
import { createSubject } from '../../src/runner/create-subject.ts';
import { realClock } from '../../src/runner/real-clock.ts';
import { startPeer } from '../client/start-peer.ts';
import { programClient } from './client-programs.ts';
import { loadInline } from './inline-scenario.ts';
import { createRecordingGuard, noBrowsers } from './subject/programs.ts';

function create(text: string, target = 'target: { builtin: echo }') {
  const guard = createRecordingGuard();
  const counters = { onSent: () => {}, onDelivered: () => {} };
  return {
    guard,
    subject: createSubject(
      loadInline(`${target}\n${text}`),
      { clock: realClock, guard, browsers: noBrowsers },
      counters,
    ),
  };
}

const context = (url: string, client = 1) => {
  return { url, seed: 1, iteration: 0, client, onEvent: () => {}, onExit: () => {}, onDisturbed: () => {} };
};

test.each([
  ['nothing, where it is the only one', '', undefined],
  ['its name, where there are several', 'client: { type: reference, count: 3 }', '2'],
])('a reference client says who it is: %s', async (_what, text, name) => {
  const names: unknown[] = [];
  const verifyClient = ({ req }: { readonly req: IncomingMessage }): boolean => {
    names.push(req.headers['x-wschaos-client']);
    return true;
  };
  await using peer = await startPeer(() => {}, { verifyClient });
  const { subject } = create(text);
  const handle = await subject.start(context(peer.url, 2));
  await expect.poll(() => names).toEqual([name]);
  await handle.close();
});

test('the reference clients of a large fleet leave this process', { timeout: 30_000 }, async () => {
  await using peer = await startPeer(() => {});
  const { subject, guard } = create('client: { type: reference, count: 101 }');
  const handle = await subject.start(context(peer.url));
  await peer.socket();
  expect(guard.watched.size).toBe(1);
  await handle.close();
  await subject.close?.();
  expect(guard.watched.size).toBe(0);
});

test('a program runs in a group of its own', async () => {
  await using peer = await startPeer(() => {});
  const { subject, guard } = create(programClient('new WebSocket(url)'));
  const handle = await subject.start(context(peer.url));
  await peer.socket();
  expect(guard.watched.size).toBe(1);
  await handle.close();
  expect(guard.watched.size).toBe(0);
});
