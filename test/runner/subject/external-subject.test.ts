import { expect, test } from 'vitest';
import { externalSubject } from '../../../src/runner/subject/external-subject.ts';

test('a client that dials by itself is there at once, tells nothing, and leaves nothing', async () => {
  const told: unknown[] = [];
  const tell = (what: unknown): void => void told.push(what);
  const context = {
    url: 'ws://127.0.0.1:1',
    seed: 1,
    iteration: 0,
    client: 1,
    onEvent: tell,
    onExit: tell,
    onDisturbed: tell,
  };
  const handle = await externalSubject.start(context);
  await handle.close();
  expect({ told, log: handle.log, signal: handle.signal }).toEqual({ told: [], log: [], signal: undefined });
});
