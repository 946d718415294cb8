import { describe, expect, it } from 'vitest';
import { paintNothing, type RenderOptions } from '../../src/report/define-reporter.ts';
import { explainFailure, explainWarnings } from '../../src/report/explain-failure.ts';
import { caseOf, exampleRun, failedExpectation, iteration } from './example-run.ts';

const options = (width: number): RenderOptions => ({ width, color: paintNothing, ascii: false });
const halfOpen = exampleRun.cases[2] ?? caseOf();

const golden: Readonly<Record<number, string>> = {
  160: `\
✗ half-open                                             scenarios/half-open.yaml:23:5
  reconnect.p95 < 1s     got 30.1 s   (must not wait for the close handshake of a dead socket)
  iterations: 19 recovered, 1 stuck

  the median iteration (#11)
     0 ms   fault      blackhole, both directions
  1018 ms   detected   client sent Close 1000
 31022 ms   attempt 1  ← 30 s pause: looks like a close-handshake timeout
 31041 ms   ready

  replay   wschaos run scenarios/half-open.yaml --case half-open --repeat 1 --phase 0.575 --seed 7`,
  80: `\
✗ half-open                                        scenarios/half-open.yaml:23:5
  reconnect.p95 < 1s     got 30.1 s   (must not wait for the close handshake of
                         a dead socket)
  iterations: 19 recovered, 1 stuck

  the median iteration (#11)
     0 ms   fault      blackhole, both directions
  1018 ms   detected   client sent Close 1000
 31022 ms   attempt 1  ← 30 s pause: looks like a close-handshake timeout
 31041 ms   ready

  replay   wschaos run scenarios/half-open.yaml --case half-open --repeat 1 --phase 0.575 --seed 7`,
  60: `\
✗ half-open                    scenarios/half-open.yaml:23:5
  reconnect.p95 < 1s     got 30.1 s   (must not wait for the
                         close handshake of a dead socket)
  iterations: 19 recovered, 1 stuck

  the median iteration (#11)
     0 ms   fault      blackhole, both directions
  1018 ms   detected   client sent Close 1000
 31022 ms   attempt 1  ← 30 s pause: looks like a
                       close-handshake timeout
 31041 ms   ready

  replay   wschaos run scenarios/half-open.yaml --case half-open --repeat 1 --phase 0.575 --seed 7`,
};

describe('a failure explains itself', () => {
  it.each([160, 120, 80, 60])('at a width of %d', (width) => {
    expect(explainFailure(halfOpen, options(width)).join('\n')).toBe(golden[width] ?? golden[160]);
  });

  it('with the place on a line of its own where there is no room, and the reason below', () => {
    expect(explainFailure(halfOpen, options(40)).slice(0, 2)).toEqual([
      '✗ half-open\n  scenarios/half-open.yaml:23:5',
      '  reconnect.p95 < 1s\n    got 30.1 s   (must not wait for the\n    close handshake of a dead socket)',
    ]);
  });

  it('with every bound that failed, each at its place, and the story of the first', () => {
    const { because: _because, ...bare } = failedExpectation();
    const expectations = [
      failedExpectation(),
      { ...bare, expression: 'recovered == 100%', unit: 'share', actual: 0.95, line: 24, witness: 19 } as const,
      {
        ...bare,
        expression: 'attempts <= 3',
        unit: 'count',
        actual: null,
        note: 'no data: nobody saw them',
        line: 25,
      } as const,
      { ...bare, expression: 'outage < 1s', pass: true },
    ];
    const lines = explainFailure({ ...halfOpen, expectations }, options(160));
    expect(lines.slice(1, 4)).toEqual([
      '  reconnect.p95 < 1s     got 30.1 s   (must not wait for the close handshake of a dead socket)',
      '  recovered == 100%      got 95 %: 19/20, ≥ 78 % with 95 % confidence   scenarios/half-open.yaml:24:5',
      '  attempts <= 3          got no data: nobody saw them   scenarios/half-open.yaml:25:5',
    ]);
    expect(lines.filter((line) => line.includes('replay'))).toHaveLength(1);
  });

  it('with the verdict and the reason of the iteration that shows it', () => {
    const iterations = [
      iteration({
        verdict: 'crashed',
        reason: 'client 1 exited with code 1: boom',
        output: { client: 1, lines: ['Error: boom'] },
      }),
    ];
    const expectations = [failedExpectation({ actual: 'censored', beyond: 18_960, witness: 0, witnessIs: 'worst' })];
    const lines = explainFailure(caseOf({ iterations, expectations, status: 'fail' }), options(160));
    expect(lines).toContain('  the worst iteration (#0): crashed, client 1 exited with code 1: boom');
    expect(lines).toContain(
      '  reconnect.p95 < 1s     got >18.9 s   (must not wait for the close handshake of a dead socket)',
    );
    expect(lines).toContain('  iterations: 1 crashed');
    expect(lines).toContain('  | Error: boom');
  });

  it('without a story where no iteration shows it', () => {
    const { witness: _witness, witnessIs: _witnessIs, ...unseen } = failedExpectation();
    const lines = explainFailure({ ...halfOpen, iterations: [], expectations: [unseen] }, options(160));
    expect(lines).toHaveLength(2);
  });

  it('not at all where nothing failed', () => {
    expect(explainFailure(caseOf(), options(80))).toEqual([]);
  });
});

describe('a warning', () => {
  it('says what was expected and got, and is no failure', () => {
    const one = caseOf({ expectations: [failedExpectation({ level: 'warn' })] });
    expect(explainFailure(one, options(160))).toEqual([]);
    expect(explainWarnings(one, options(160))).toEqual([
      '! warning refuse                                        scenarios/half-open.yaml:23:5',
      '  reconnect.p95 < 1s     got 30.1 s   (must not wait for the close handshake of a dead socket)',
    ]);
  });

  it('is not given for an error', () => {
    expect(explainWarnings(halfOpen, options(80))).toEqual([]);
  });
});

it('has nothing to say about a case that could not be measured', () => {
  const expectations = [failedExpectation({ note: 'no data: no valid iteration' })];
  expect(explainFailure(caseOf({ status: 'unmeasured', expectations }), options(80))).toEqual([]);
});
