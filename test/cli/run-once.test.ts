import { existsSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { listenForEnd } from '../../src/cli/listen-for-end.ts';
import { runOnce } from '../../src/cli/run-once.ts';
import { readRunRequest } from '../../src/cli/run-request.ts';
import { paintNothing } from '../../src/report/define-reporter.ts';
import { createTestIo, makeFolder, quickScenario } from './test-io.ts';

// What a user sees of a run is in run.test.ts; here: what ends it early.

const endless = quickScenario().replace('at: 20ms', 'at: 60s').replace('timeout: 20s', 'timeout: 90s');

function start(scenario: string, args: object = {}) {
  const io = createTestIo({ cwd: makeFolder({ 'quick.yaml': scenario }) });
  const stop = new AbortController();
  const end = listenForEnd(io, () => stop.abort());
  const request = readRunRequest(['quick.yaml'], { _: [], ...args } as never, io);
  const code = runOnce(
    request,
    { io, paintFor: () => paintNothing },
    { signal: stop.signal, end, isRestart: () => true },
  );
  return { io, stop, code, hasResults: () => existsSync(path.join(io.cwd, 'wschaos-results/results.json')) };
}

describe('a run that ends early', () => {
  test('by the wish of the user tells so, and reports what it has', async () => {
    const { io, code, hasResults } = start(endless);
    io.signal('SIGINT');
    expect([await code, hasResults()]).toEqual([130, true]);
    expect(io.stderr.text).toContain('Stopping: the faults are lifted');
  });

  test('because a file changed says nothing of the cases that it broke off', async () => {
    const many = quickScenario().replace('count: 2', 'count: 50');
    const { io, stop, code } = start(many, { jobs: '1', reporter: ['jsonl'], verbose: true });
    await io.stderr.lineWith('quick #0');
    stop.abort();
    expect(await code).toBe(0);
    expect(io.stdout.text).toMatch(/^(?:\{"event":"iteration",.*\n)+$/);
    expect(io.stderr.text).toMatch(/^(?:quick #\d+ .*\n)+Stopping: a file changed\.\n$/);
  });

  test('because a file changed tells so, and reports nothing', async () => {
    const { io, stop, code, hasResults } = start(endless);
    stop.abort();
    expect([await code, hasResults(), io.stdout.text]).toEqual([0, false, '']);
    expect(io.stderr.text).toBe('Stopping: a file changed.\n');
  });
});

test('a run that has ended hears of nothing any more', async () => {
  const { io, stop, code } = start(quickScenario());
  expect(await code).toBe(0);
  const before = io.stderr.text;
  stop.abort();
  expect(io.stderr.text).toBe(before);
});
