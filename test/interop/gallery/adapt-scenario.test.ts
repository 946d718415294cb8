import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { bundledFolder, loadScenarioFiles } from '../../../src/runner/load-scenario-files.ts';
import { makeFolder } from '../../cli/test-io.ts';
import { adaptScenario, timeoutOf } from './adapt-scenario.ts';
import { type Failure, failures } from './failures.ts';
import type { SetUp } from './set-up.ts';
import { setUps } from './set-ups.ts';

const adapt = (failure: Failure, setUp: SetUp): string =>
  adaptScenario(readFileSync(path.join(bundledFolder, `${failure.name}.yaml`), 'utf8'), failure, setUp, 18_100);

const named = <Item extends { readonly name: string }>(items: readonly Item[], name: string): Item => {
  const found = items.find((item) => item.name === name);
  if (found === undefined) throw new Error(`there is no ${name}`);
  return found;
};

describe('every failure is of the suite ci, and its faults stay what they are, apart from their beginning:', () => {
  test.each(failures.map((failure) => [failure.name, failure] as const))('%s', (name, failure) => {
    for (const setUp of setUps.filter(({ name: row }) => ['reference client', 'mqtt', 'ws'].includes(row))) {
      const file = path.join(makeFolder({ 'adapted.yaml': adapt(failure, setUp) }), 'adapted.yaml');
      const { cases, problems } = loadScenarioFiles([file]);
      expect(problems).toEqual([]);
      expect(cases[0]?.tags).toContain('ci');
      const written = parse(adapt(failure, setUp)) as { readonly faults: readonly object[] };
      const bundled = parse(readFileSync(path.join(bundledFolder, `${name}.yaml`), 'utf8')) as typeof written;
      expect(written.faults.map((fault) => ({ ...fault, at: 0 }))).toEqual(
        bundled.faults.map((fault) => ({ ...fault, at: 0 })),
      );
    }
  });
});

describe('an iteration takes at most', () => {
  test.each([
    ['20 s where the loss is plain', 'reset', 'mqtt', 20_000],
    ['45 s where a deadline is part of the way back', 'close-no-fin', 'ws', 45_000],
    ['40 s where a client without a heartbeat meets silence', 'half-open', 'sockette', 40_000],
    ['two intervals, the timeout and 15 s where a heartbeat tells', 'half-open', 'ws', 76_000],
    ['10 s to see that a client sends no pings', 'drop-pongs', 'ws', 10_000],
    ['two intervals, the timeout and 15 s where pings tell', 'drop-pongs', 'Python websockets', 75_000],
  ])('%s', (_what, failure, setUp, timeoutMs) => {
    expect(timeoutOf(named(failures, failure), named(setUps, setUp))).toBe(timeoutMs);
  });
});

test('a silence falls in each third of the heartbeat', () => {
  const { matrix, faults, repeat } = parse(adapt(named(failures, 'half-open'), named(setUps, 'phoenix')));
  expect({ matrix, at: faults[0].at, count: repeat.count }).toEqual({
    matrix: { at: ['5.5s', '15.5s', '25.5s'] },
    at: `\${matrix.at}`,
    count: 1,
  });
});

test('a client that begins without a WebSocket says itself when it relies on one', () => {
  const { traffic, faults } = parse(adapt(named(failures, 'refuse'), named(setUps, 'socket.io-client')));
  expect(traffic).toEqual({ ready: 'told' });
  expect(faults).toEqual(parse(adapt(named(failures, 'refuse'), named(setUps, 'mqtt'))).faults);
});
