import type { RunResult } from '../../src/result/run-result.ts';
import { caseOf, iteration, runOf } from '../report/example-run.ts';

/** A case of so many iterations, no two alike, of which some never came back. */
export function manyIterations(count: number): RunResult {
  const iterations = Array.from({ length: count }, (_, index) => {
    const detection = 500 + ((index * 7919) % 1000);
    const isStuck = index % 97 === 5;
    return iteration({
      index,
      seed: index,
      phase: (index + 0.5) / count,
      verdict: isStuck ? 'stuck' : 'recovered',
      samples: { detection, recovery: isStuck ? 'censored' : detection + 120, attempts: 1 },
      timeline: [
        { t: 0, what: 'fault', text: 'blackhole, both directions' },
        { t: detection, what: 'detected', text: 'client tells ping.timeout' },
        { t: detection + 110, what: 'attempt', text: '', nth: 1 },
        { t: detection + 120, what: 'ready', text: '' },
      ],
    });
  });
  return runOf([caseOf({ id: 'many', name: 'many', bound: { style: 'ping', best: 500, worst: 1500 }, iterations })]);
}
