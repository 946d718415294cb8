import { afterEach, describe, expect, test } from 'vitest';
import { defaultClientPolicy } from '../../../src/base/client-policy.ts';
import { type HostProcess, startHostProcess } from '../../../src/runner/host/host-process.ts';
import type { ReferenceHostOrder, ReferenceHostReport } from '../../../src/runner/host/reference-host-contract.ts';
import { ownProgram } from '../../../src/runner/own-program.ts';
import { realClock } from '../../../src/runner/real-clock.ts';
import { startServer } from '../../../src/server/start-server.ts';
import { createRecordingGuard } from '../subject/programs.ts';

const hosts: HostProcess<ReferenceHostOrder>[] = [];
afterEach(() => Promise.all(hosts.splice(0).map((host) => host.end())));

async function start() {
  const reports: ReferenceHostReport[] = [];
  const beside = new URL('../../../src/runner/host/reference-host.ts', import.meta.url).href;
  const host = await startHostProcess<ReferenceHostOrder, ReferenceHostReport>({
    ...{ role: 'client', program: ownProgram('reference-host-main', beside) },
    ...{ clock: realClock, guard: createRecordingGuard() },
    onReport: (report) => reports.push(report),
    onEnd: () => {},
  });
  hosts.push(host);
  return { host, reports };
}

const begin: ReferenceHostOrder = {
  ...{ kind: 'begin', policy: defaultClientPolicy },
  ...{ traffic: undefined, numbersMessages: true, namesItself: true },
};

describe('the program that runs reference clients', { timeout: 60_000 }, () => {
  test('begins when it is told what they are like, and tells no message of theirs', async () => {
    await using server = await startServer({ kind: 'ticker', intervalMs: 5, clock: realClock });
    const { host, reports } = await start();
    host.send(begin);
    host.send({ kind: 'start', client: 2, url: server.url, seed: 1, iteration: 0 });
    await expect
      .poll(() => reports.filter(({ kind }) => kind === 'delivered').length, { timeout: 20_000 })
      .toBeGreaterThan(2);
    host.send({ kind: 'close', client: 2 });
    host.send({ kind: 'close', client: 7 });
    await expect
      .poll(() => reports.filter(({ kind }) => kind === 'closed'), { timeout: 20_000 })
      .toEqual([
        { kind: 'closed', client: 7 },
        { kind: 'closed', client: 2 },
      ]);
    expect(reports[0]).toEqual({ kind: 'begun' });
    const told = reports.flatMap((report) => (report.kind === 'event' ? [report.event.ev] : []));
    expect(told).toEqual(expect.arrayContaining(['connecting', 'open', 'ready']));
    expect(told).not.toContain('message');
  });

  test('ends one that was to be closed before it had started', async () => {
    await using server = await startServer({ kind: 'echo', clock: realClock });
    const { host, reports } = await start();
    // While the process loads they wait for it, and it reads them all at once.
    host.send(begin);
    for (const client of [2, 3]) host.send({ kind: 'start', client, url: server.url, seed: 1, iteration: 0 });
    host.send({ kind: 'close', client: 2 });
    const readies = () =>
      reports.flatMap((report) => (report.kind === 'event' && report.event.ev === 'ready' ? [report.client] : []));
    await expect.poll(readies, { timeout: 20_000 }).toEqual([3]);
    expect(reports).toContainEqual({ kind: 'closed', client: 2 });
    await expect.poll(() => server.connections).toBe(1);
  });

  test('says why it could not start one', async () => {
    const { host, reports } = await start();
    host.send(begin);
    host.send({ kind: 'start', client: 4, url: 'http://it', seed: 1, iteration: 0 });
    await expect
      .poll(() => reports.at(-1), { timeout: 20_000 })
      .toEqual({
        ...{ kind: 'failed', client: 4 },
        why: '"http://it" is not a WebSocket URL',
      });
  });
});
