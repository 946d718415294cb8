import { expect, test } from 'vitest';
import { realClock } from '../../src/runner/real-clock.ts';
import { startTargetProcess } from '../../src/runner/target-process.ts';
import { createDeferred, createRecordingGuard, nodeProgram, repositoryRoot } from './subject/programs.ts';

function start(source: string) {
  const guard = createRecordingGuard();
  const { promise: ended, resolve: onEnd } = createDeferred<string>();
  const spec = {
    kind: 'command',
    command: nodeProgram(source),
    url: 'ws://127.0.0.1:1',
    ready: 'up',
    cwd: repositoryRoot,
  } as const;
  const options = { clock: realClock, guard, signal: new AbortController().signal };
  return { guard, ended, started: startTargetProcess(spec, options, onEnd) };
}

test('a program is up when it says so, can be signalled, and tells its end', async () => {
  const { started, ended, guard } = start(`console.log('up'); process.stdin.resume();`);
  const process = await started;
  await process.untilUp();
  expect(guard.watched).toEqual(new Set([process.pid]));
  process.signal('SIGKILL');
  expect(await ended).toMatch(/^target command .* was killed by SIGKILL \(up\)$/);
  await process.end();
  expect(guard.watched.size).toBe(0);
});

test('its end before it is up is told to both who wait', async () => {
  const { started, ended } = start(`console.log('no'); process.exit(4)`);
  const process = await started;
  await expect(process.untilUp()).rejects.toMatchObject({
    code: 'target.exited',
    message: expect.stringMatching(/ ended with code 4 \(no\), before it was up$/),
  });
  expect(await ended).toMatch(/ ended with code 4 \(no\)$/);
});
