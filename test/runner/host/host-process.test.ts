import { afterEach, describe, expect, test } from 'vitest';
import { type HostProcess, startHostProcess } from '../../../src/runner/host/host-process.ts';
import type { OwnProgram } from '../../../src/runner/own-program.ts';
import { realClock } from '../../../src/runner/real-clock.ts';
import { createRecordingGuard, nodeProgram, repositoryRoot } from '../subject/programs.ts';
import { channelProgram } from './channel-program.ts';

const hosts: HostProcess<unknown>[] = [];
afterEach(() => Promise.all(hosts.splice(0).map((host) => host.end())));

async function start(program: OwnProgram) {
  const guard = createRecordingGuard();
  const reports: unknown[] = [];
  const ends: string[] = [];
  const host = await startHostProcess<unknown, unknown>({
    ...{ role: 'client', program, clock: realClock, guard },
    onReport: (report) => reports.push(report),
    onEnd: (end) => ends.push(end),
  });
  hosts.push(host);
  return { host, guard, reports, ends };
}

describe('a process of ours', { timeout: 60_000 }, () => {
  test('takes orders and reports, in order, whatever its prints', async () => {
    const { host, reports } = await start(channelProgram(`console.log('{"a":1}'); tell({ got: order });`));
    for (const order of [1, 'two\n', { three: 3 }]) host.send(order);
    await expect
      .poll(() => reports, { timeout: 20_000 })
      .toEqual(['up', { got: 1 }, { got: 'two\n' }, { got: { three: 3 } }]);
  });

  test('is watched while it runs, and its end is no news when it was asked for', async () => {
    const { host, guard, reports, ends } = await start(channelProgram(''));
    await expect.poll(() => reports, { timeout: 20_000 }).toEqual(['up']);
    expect(guard.watched.size).toBe(1);
    await host.end();
    expect({ watched: guard.watched.size, ends }).toEqual({ watched: 0, ends: [] });
    host.send('to nobody');
  });

  test('that ends by itself says how, and what it said last', async () => {
    const { ends } = await start({
      command: nodeProgram(`console.error('Error: boom'); process.exit(3)`),
      cwd: repositoryRoot,
    });
    await expect.poll(() => ends, { timeout: 20_000 }).toEqual(['ended with code 3 (Error: boom)']);
  });

  test('that cannot be started is named by its role', async () => {
    await expect(start({ command: ['/no/such/program'], cwd: repositoryRoot })).rejects.toMatchObject({
      code: 'client.not-found',
    });
  });
});
