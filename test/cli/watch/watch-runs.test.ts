import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { WschaosError } from '../../../src/base/error.ts';
import { listenForEnd } from '../../../src/cli/listen-for-end.ts';
import { watchRuns } from '../../../src/cli/watch/watch-runs.ts';
import { paintNothing } from '../../../src/report/define-reporter.ts';
import { realClock } from '../../../src/runner/real-clock.ts';
import { createTestIo, makeFolder } from '../test-io.ts';

/** Watches `a.yaml`; each run is told of, and can be ended by the test. */
function start(once: (signal: AbortSignal, nth: number) => Promise<unknown>, isQuiet = false, names = ['a.yaml']) {
  const io = createTestIo({ cwd: makeFolder({ 'a.yaml': '0' }), columns: 40 });
  const end = listenForEnd(io, () => {});
  const file = path.join(io.cwd, 'a.yaml');
  const files = names.map((name) => path.join(io.cwd, name));
  let runs = 0;
  const code = watchRuns({
    io,
    clock: realClock,
    paint: paintNothing,
    isQuiet,
    list: () => ({ files, folders: [io.cwd] }),
    once: (signal) => {
      runs++;
      io.stderr.write(`run ${runs}\n`);
      return once(signal, runs);
    },
    end,
  });
  return { io, code, change: (text: string) => writeFileSync(file, text) };
}

const untilAborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => signal.addEventListener('abort', () => resolve()));

test('a run is followed by another when a file changes, with a line between them, until Ctrl-C', async () => {
  const { io, code, change } = start(async () => {});
  await io.stderr.lineWith('waiting');
  change('1');
  await io.stderr.lineWith('run 2');
  io.signal('SIGINT');
  expect(await code).toBe(130);
  const [, , , line = ''] = io.stderr.text.split('\n');
  expect(line).toMatch(/^---- \d\d:\d\d:\d\d {2}a\.yaml changed -+$/);
  expect(line.length).toBe(39);
  expect(io.stderr.text).toMatch(/^run 1\nwaiting for a change of 1 file; Ctrl-C ends\n\n-/);
});

test('a change during a run breaks it off, and nobody is told to wait', async () => {
  const { io, code, change } = start((signal, nth) => (nth === 1 ? untilAborted(signal) : Promise.resolve()));
  await io.stderr.lineWith('run 1');
  change('1');
  await io.stderr.lineWith('waiting');
  io.signal('SIGTERM');
  expect(await code).toBe(143);
  expect(io.stderr.text).toMatch(/^run 1\n\n---- .*\nrun 2\nwaiting for/);
});

test('a mistake is shown and waited on', async () => {
  const { io, code, change } = start((_signal, nth) =>
    nth === 1 ? Promise.reject(new WschaosError('scenario.invalid', '1 problem')) : Promise.resolve(),
  );
  await io.stderr.lineWith('waiting');
  change('1');
  await io.stderr.lineWith('run 2');
  io.signal('SIGINT');
  expect(await code).toBe(130);
  expect(io.stderr.text).toMatch(/^run 1\nwschaos: 1 problem\nwaiting/);
});

test('a defect ends it', async () => {
  const { code } = start(() => Promise.reject(new TypeError('oops')));
  await expect(code).rejects.toThrow('oops');
});

test('it ends quietly when nobody reads its results any more', async () => {
  const { io, code } = start(untilAborted);
  io.closeReader();
  expect(await code).toBe(0);
});

test('nothing is said when it is to be quiet', async () => {
  const { io, code } = start(untilAborted, true);
  io.signal('SIGINT');
  await code;
  expect(io.stderr.text).toBe('run 1\n');
});

test.each([
  ['what is not there is not counted', ['a.yaml', 'b.yaml'], 'waiting for a change of 1 file; Ctrl-C ends\n'],
  ['a first file is waited for', ['b.yaml'], 'waiting for a first file; Ctrl-C ends\n'],
])('%s', async (_what, names, expected) => {
  const { io, code } = start(async () => {}, false, names);
  await io.stderr.lineWith('waiting');
  io.signal('SIGINT');
  await code;
  expect(io.stderr.text).toBe(`run 1\n${expected}`);
});
