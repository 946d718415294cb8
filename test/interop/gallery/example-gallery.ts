import type { IterationResult } from '../../../src/result/run-result.ts';
import { compileGallery, type Gallery } from './gallery.ts';
import type { Part } from './parts.ts';

type Given = Pick<IterationResult, 'verdict' | 'samples'> &
  Partial<Pick<IterationResult, 'cause' | 'wireSign' | 'reason'>> & {
    readonly marks?: Partial<IterationResult['marks']>;
  };

const noMarks: IterationResult['marks'] = {
  ...{ steady: -500, injected: 0, affected: 0, detected: null, attempts: [], open: null, ready: null },
  ...{ lifted: 0, closed: null, serverDetected: null },
};

function iterationOf(
  { verdict, samples, cause = null, wireSign = null, reason, marks }: Given,
  index: number,
): IterationResult {
  const { detection } = samples;
  return {
    ...{ index, seed: index, phase: null, verdict, cause, wireSign, samples, unobservable: {}, timeline: [] },
    ...(reason === undefined ? {} : { reason }),
    source: { detection: cause === null ? 'wire' : 'client' },
    marks: { ...noMarks, detected: typeof detection === 'number' ? detection : null, ...marks },
    noise: { loop: 1 + index },
  };
}

/** A part with one case of these iterations; without any it is unmeasured. */
export function partOf(setUp: string, failure: string, given: readonly Given[], reason?: string): Part {
  return {
    ...{ setUp, failure, measuredAt: '2026-11-26T12:00:00.000Z', wschaos: '0.1.0', node: '20.20.2' },
    versions: [`${setUp} 1.2.3`],
    cases: [
      {
        ...{ id: failure, name: failure, file: `${failure}.yaml`, matrix: {}, tags: [], hash: '', bound: null },
        ...{ timeoutMs: 20_000, seed: 1, notes: [], invalid: [], summary: {}, expectations: [], elapsedMs: 1 },
        status: given.length === 0 ? 'unmeasured' : 'pass',
        ...(reason === undefined ? {} : { reason }),
        iterations: given.map(iterationOf),
      },
    ],
  };
}

const back = (detection: number, recovery: number): Given => ({
  verdict: 'recovered',
  samples: { detection, recovery, attempts: 1 },
  wireSign: 'fin',
});

const calm: Given = { verdict: 'unaffected', samples: { detection: null, recovery: null, attempts: 0 } };

/** Three clients and three failures, with a cell of each kind; one was not run, and one word is somebody's attack. */
export const exampleGallery: Gallery = compileGallery(
  [
    partOf('ws', 'reset', [back(2, 1_010), back(4, 1_030), back(3, 1_020)]),
    partOf('ws', 'half-open', [{ ...back(15_400, 1_200), cause: 'server.ping.timeout' }]),
    partOf('ws', 'drop-pongs', [{ ...calm, marks: { affected: null } }]),
    partOf('sockette', 'reset', [
      back(2, 5_000),
      {
        verdict: 'gave-up',
        samples: { detection: 2, recovery: null, attempts: 3 },
        cause: '<img src=x onerror=alert(1)> | *close:1000*',
        reason: 'client 1 gave up: "maxAttempts" & [more](http://x)',
      },
    ]),
    partOf('sockette', 'half-open', [
      { verdict: 'undetected', samples: { detection: 'censored', recovery: 'censored', attempts: 0 } },
    ]),
    partOf('mqtt', 'reset', [calm]),
    partOf('mqtt', 'half-open', [], 'target ws://127.0.0.1:9 is not reachable'),
  ],
  'linux x64, 2 processors',
);
