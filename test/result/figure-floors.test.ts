import { describe, expect, test } from 'vitest';
import { figureFloors } from '../../src/result/figure-floors.ts';
import { judgeIteration } from '../../src/result/judge-iteration.ts';
import type { IterationResult } from '../../src/result/run-result.ts';
import { iterationOf } from './iteration.ts';
import { closed, comeBack, contextOf, end, exit, fault, finished, startUp, tell } from './stream.ts';

/** Steady 900 ms before the fault, so that 3 s from there are 2.1 s of the figures. */
function floorsOf(
  metric: string,
  sample: IterationResult['samples'][string],
  marks: Partial<IterationResult['marks']>,
) {
  const iteration = iterationOf(0, { [metric]: sample }, { verdict: 'stuck' });
  return figureFloors({ ...iteration, marks: { ...iteration.marks, ...marks } }, metric, 3000);
}

describe('what a figure is at least', () => {
  test.each([
    ['is the figure itself where it was seen', 'detection', 40, {}, [40]],
    ['is each of several', 'interval', [1, 2], {}, [1, 2]],
    ['is nothing where there is none', 'detection', null, {}, []],
    ['counts from the injection, not from steady', 'detection', 'censored', {}, [2100]],
    ['counts from the end of the fault', 'recovery', 'censored', { lifted: 1500 }, [600]],
    ['counts from the detection', 'reconnect', 'censored', { detected: 100 }, [2000]],
    ['is not known where it begins with what was not seen', 'reconnect', 'censored', { detected: null }, [0]],
    ['is not known where the fault lasted to the end', 'recovery', 'censored', { lifted: null }, [0]],
    ['is not less than nothing', 'recovery', 'censored', { lifted: 9000 }, [0]],
  ] as const)('%s', (_what, metric, sample, marks, floors) => {
    expect(floorsOf(metric, sample, marks)).toEqual(floors);
  });

  test('is known of an attempt that was never made', () => {
    const iteration = iterationOf(0, { attempts: 1 }, { verdict: 'stuck' });
    const away = { ...iteration, marks: { ...iteration.marks, detected: 100 } };
    expect(figureFloors(away, 'schedule.4', 3000)).toEqual([2000]);
  });

  test.each([
    ['crashed', exit(1050, 1, [], 1)],
    ['gave-up', tell(1050, 'giveup')],
  ] as const)('is not known where a client was gone before the timeout (%s)', (verdict, goes) => {
    const numbers = [1, 2, 3].map((n) => ({ connection: n, client: n }));
    const cuts = numbers.flatMap((on) => [
      fault(1000, 'injected', 'reset', on.connection),
      end(1001, 'client', 'fin', on),
      closed(1002, on),
    ]);
    const iteration = judgeIteration(
      [...startUp(3), fault(1000, 'fault-start', 'reset'), ...cuts, ...comeBack(1010, 4, 3), goes, finished(1050)],
      contextOf({ clients: 3 }),
    );
    expect(iteration.verdict).toBe(verdict);
    for (const metric of ['recovery', 'outage', 'fleet.back50', 'fleet.back100']) {
      expect([metric, ...figureFloors(iteration, metric, 15_000)]).toEqual([metric, expect.any(Number)]);
      expect(figureFloors(iteration, metric, 15_000)[0]).toBeLessThanOrEqual(50);
    }
  });
});
