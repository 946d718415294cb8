import { expect, test } from 'vitest';
import { startHostProcess } from '../../../src/runner/host/host-process.ts';
import type { ServerHostOrder, ServerHostReport } from '../../../src/runner/host/server-host-contract.ts';
import { ownProgram } from '../../../src/runner/own-program.ts';
import { realClock } from '../../../src/runner/real-clock.ts';
import { createRecordingGuard } from '../subject/programs.ts';

test('the program of a built-in server tells where it listens, and answers in order', { timeout: 60_000 }, async () => {
  const reports: ServerHostReport[] = [];
  const beside = new URL('../../../src/runner/host/server-host.ts', import.meta.url).href;
  const host = await startHostProcess<ServerHostOrder, ServerHostReport>({
    ...{ role: 'target', program: ownProgram('server-host-main', beside) },
    ...{ clock: realClock, guard: createRecordingGuard() },
    onReport: (report) => reports.push(report),
    onEnd: () => {},
  });
  host.send({ kind: 'begin', spec: { kind: 'builtin', server: 'echo', intervalMs: 1_000 } });
  await expect
    .poll(() => reports, { timeout: 20_000 })
    .toEqual([{ kind: 'listening', url: expect.stringMatching(/^ws:\/\/127\.0\.0\.1:\d+$/) }]);
  host.send({ kind: 'lateness', from: 0, to: 1 });
  await expect
    .poll(() => reports.at(-1), { timeout: 20_000 })
    .toEqual({ kind: 'lateness', lateness: { standstills: [] } });
  await host.end();
});
