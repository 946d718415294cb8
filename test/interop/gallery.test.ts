import { beforeAll, describe, test, vi } from 'vitest';
import { makeFolder } from '../cli/test-io.ts';
import { chromium, pythonWebsocket, pythonWebsockets, requireDebianPackage } from '../support/debian-packages.ts';
import { sumUpCell } from './gallery/cell.ts';
import type { Part } from './gallery/parts.ts';
import { runCells } from './gallery/run-cells.ts';
import { setUps } from './gallery/set-ups.ts';

// They mostly wait; what is slow is to start them.
vi.setConfig({ maxConcurrency: 4 });

beforeAll(() => [chromium, pythonWebsocket, pythonWebsockets].forEach(requireDebianPackage));

describe.concurrent('a client of the gallery becomes steady, loses its link by a reset, and is judged:', {
  timeout: 60_000,
}, () => {
  test.for(setUps.map((setUp) => [setUp.name, setUp] as const))('%s', async ([name, setUp], { expect }) => {
    const parts: Part[] = [];
    await runCells({
      wanted: [{ setUp, failure: { name: 'reset', kind: 'loss' } }],
      folder: makeFolder({}),
      jobs: 1,
      repeat: 1,
      // A test machine runs other tests beside.
      maxLoopDelayMs: 100_000,
      signal: new AbortController().signal,
      onPart: (part) => parts.push(part),
    });
    expect(parts.map(sumUpCell)).toEqual([
      expect.objectContaining({
        setUp: name,
        verdicts: [{ verdict: 'recovered', count: 1 }],
        detection: expect.objectContaining({ n: 1, censored: 0 }),
        recovery: expect.objectContaining({ n: 1, censored: 0 }),
        reasons: [],
      }),
    ]);
    expect(parts[0]?.versions.join()).toMatch(/ \d/);
  });
});
