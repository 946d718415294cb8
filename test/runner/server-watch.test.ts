import { describe, expect, test } from 'vitest';
import type { Expectation } from '../../src/base/expectation.ts';
import type { Observation } from '../../src/result/observation.ts';
import { createServerWatch } from '../../src/runner/server-watch.ts';
import { closed, comeBack, contextOf, end, fault, gone, message, startUp } from '../result/stream.ts';

const expectation = (metric: string, level: Expectation['level'] = 'error'): Expectation => ({
  ...{
    expression: `${metric} < 1s`,
    metric,
    statistic: undefined,
    operator: '<',
    value: 1_000,
    unit: 'duration',
    level,
  },
  ...{ because: undefined, file: 'a.yaml', line: 1, column: 1 },
});

function setUp(...expectations: readonly Expectation[]) {
  const seen: Observation[] = [];
  let reads = 0;
  const watch = createServerWatch({ expectations }, contextOf(), () => {
    reads++;
    return seen;
  });
  return {
    see(...observations: readonly Observation[]): boolean {
      for (const observation of observations) {
        seen.push(observation);
        watch.observe(observation);
      }
      return watch.isPending;
    },
    get reads() {
      return reads;
    },
  };
}

const vanished = [...startUp(), fault(1000, 'injected', 'reset', 1), closed(1000)];
const asked = expectation('server.detection');

describe('a server is waited for', () => {
  test('from the loss of its client until it ends the connection', () => {
    const { see } = setUp(asked);
    expect(see(...startUp())).toBe(false);
    expect(see(...vanished.slice(startUp().length))).toBe(true);
    expect(see(...comeBack(1080))).toBe(true);
    expect(see(end(2500, 'server'))).toBe(false);
  });

  test('no longer where nothing is left that it could end', () => {
    expect(setUp(asked).see(...vanished, gone(1001))).toBe(false);
  });

  test.each([
    ['nothing is expected', []],
    ['something else is expected', [expectation('detection')]],
    ['the expectation is off', [expectation('server.detection', 'off')]],
  ])('not where %s', (_what, expectations) => {
    const rig = setUp(...expectations);
    expect({ pending: rig.see(...vanished), reads: rig.reads }).toEqual({ pending: false, reads: 0 });
  });
});

test('what was observed is read again only when something happened; messages are nothing', () => {
  const rig = setUp(asked);
  rig.see(...vanished);
  for (let sequence = 1; sequence <= 50; sequence++) rig.see(message(1100 + sequence, 'sent', 'down', sequence));
  expect(rig.reads).toBe(1);
});
