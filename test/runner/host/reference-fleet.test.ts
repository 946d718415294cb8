import { describe, expect, test } from 'vitest';
import { createRandom } from '../../../src/base/random.ts';
import { mergePolicy } from '../../../src/client/merge-policy.ts';
import { createReferenceFleet } from '../../../src/runner/host/reference-fleet.ts';
import { realClock } from '../../../src/runner/real-clock.ts';
import type { StampedClientEvent, SubjectHandle } from '../../../src/runner/subject/subject.ts';
import { startServer } from '../../../src/server/start-server.ts';
import { createRecordingGuard } from '../subject/programs.ts';

const task = {
  policy: mergePolicy({ reconnect: { first: { randomMs: [0, 400] }, initialMs: 50 } }),
  ...{ traffic: undefined, numbersMessages: true, namesItself: true },
};
const counters = { onSent: () => {}, onDelivered: () => {} };

const contextOf = (url: string, client: number, events: StampedClientEvent[] = []) => ({
  ...{ url, seed: 9, iteration: 0, client },
  onEvent: (event: StampedClientEvent) => void events.push(event),
  onExit: () => {},
  onDisturbed: () => {},
});

describe('a fleet of six in three processes', { timeout: 60_000 }, () => {
  test('is there, two in each, and nothing is left of it', async () => {
    await using server = await startServer({ kind: 'echo', clock: realClock });
    const guard = createRecordingGuard();
    const fleet = createReferenceFleet({ ...task, ...counters, count: 6, processes: 3, clock: realClock, guard });
    const handles: SubjectHandle[] = [];
    const from = realClock.now();
    for (let client = 1; client <= 6; client++) handles.push(await fleet.start(contextOf(server.url, client)));
    await expect.poll(() => server.connections, { timeout: 20_000 }).toBe(6);
    expect(guard.watched.size).toBe(3);
    expect(await fleet.readLateness?.(from, realClock.now())).toHaveLength(3);
    await Promise.all(handles.map((handle) => handle.close()));
    await expect.poll(() => server.connections).toBe(0);
    await fleet.close?.();
    expect(guard.watched.size).toBe(0);
  });

  test('that nobody started has no processes to end', async () => {
    const guard = createRecordingGuard();
    const fleet = createReferenceFleet({ ...task, ...counters, count: 6, clock: realClock, guard });
    expect(await fleet.readLateness?.(0, 1)).toEqual([]);
    await fleet.close?.();
    expect(guard.watched.size).toBe(0);
  });

  test('whose start is given up leaves no process behind', async () => {
    const guard = createRecordingGuard();
    const fleet = createReferenceFleet({ ...task, ...counters, count: 6, processes: 3, clock: realClock, guard });
    const given = { ...contextOf('ws://127.0.0.1:1', 1), signal: AbortSignal.abort(new Error('enough')) };
    await expect(fleet.start(given)).rejects.toThrow('enough');
    await fleet.close?.();
    expect(guard.watched.size).toBe(0);
  });

  test('draws what its clients would draw in this process: no dial comes before the wait that is drawn', async () => {
    const drawOf = (client: number): number => createRandom(9, 'client', client).next();
    // Other draws would be shorter, nearly always.
    const patient = Array.from({ length: 100 }, (_, index) => index + 1).reduce((a, b) =>
      drawOf(a) > drawOf(b) ? a : b,
    );
    const server = await startServer({ kind: 'echo', clock: realClock });
    const guard = createRecordingGuard();
    const fleet = createReferenceFleet({ ...task, ...counters, count: 6, processes: 1, clock: realClock, guard });
    const events: StampedClientEvent[] = [];
    const handle = await fleet.start(contextOf(server.url, patient, events));
    const told = (kind: string) => events.filter(({ ev }) => ev === kind).map(({ t }) => t);
    await expect.poll(() => told('ready'), { timeout: 20_000 }).toHaveLength(1);
    await server.close();
    await expect.poll(() => told('connecting').length, { timeout: 20_000 }).toBeGreaterThan(1);
    const waited = (told('connecting')[1] ?? Number.NaN) - (told('loss')[0] ?? Number.NaN);
    expect(waited).toBeGreaterThanOrEqual(400 * drawOf(patient));
    await handle.close();
    await fleet.close?.();
  });
});
