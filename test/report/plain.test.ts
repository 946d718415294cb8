import { describe, expect, it } from 'vitest';
import { paintNothing } from '../../src/report/define-reporter.ts';
import { plain } from '../../src/report/plain.ts';
import { compareResults } from '../../src/result/compare/compare-results.ts';
import { baseFile, headFile, sweptCase } from '../result/compare/compared-cases.ts';
import { caseOf, exampleRun, failedExpectation, iteration, runOf } from './example-run.ts';

const render = (run: typeof exampleRun, width = 80) => plain.render(run, { width, color: paintNothing, ascii: false });

const golden = `\
pass refuse n=10 recovered=10/10 detected-by=tcp.reset detection.median=3.5ms detection.max=6ms bound=1rtt recovery.median=1.01s recovery.max=1.82s attempts.max=5
pass drop-pongs/normal n=20 recovered=20/20 detected-by=ping.timeout detection.median=1.01s detection.max=1.49s bound=500ms..1.5s recovery.median=1.13s recovery.max=1.61s attempts.max=1
FAIL half-open n=20 recovered=19/20 detected-by="wire: close1000" detection.median=1.02s detection.max=1.5s bound=500ms..1.5s recovery.median=31.02s recovery.max=>59.5s attempts.max=1 failed="reconnect.p95 < 1s" got=30.1s at=scenarios/half-open.yaml:23:5
`;

describe('plain', () => {
  it.each([60, 80, 120, 160])('has one line a case, also at a width of %d', (width) => {
    expect(render(exampleRun, width)).toBe(golden);
  });

  it('gives the reason of an unmeasured case', () => {
    const unmeasured = caseOf({ status: 'unmeasured', reason: 'the target refuses', iterations: [], bound: null });
    expect(render(runOf([unmeasured]))).toBe(
      'unmeasured refuse n=0 recovered=0/0 detected-by=– detection.median=n/o detection.max=n/o bound=none recovery.median=n/o recovery.max=n/o attempts.max=n/o reason="the target refuses"\n',
    );
  });

  it('tells when the server noticed, where a case asks for it', () => {
    const one = caseOf({
      iterations: [iteration({ samples: { detection: 3, 'server.detection': 1_480 } })],
      expectations: [failedExpectation({ expression: 'server.detection < 3s', actual: 1_480, pass: true })],
    });
    expect(render(runOf([one]))).toContain(
      ' server.detection.median=1.48s server.detection.max=1.48s attempts.max=n/o\n',
    );
  });

  it('has warnings, missing data and other units', () => {
    const expectations = [
      failedExpectation({ level: 'warn', expression: 'recovered == 100%', unit: 'share', actual: 0.5 }),
      failedExpectation({ expression: 'attempts <= 3', unit: 'count', actual: null, note: 'no data: nobody saw them' }),
    ];
    const one = caseOf({
      expectations,
      bound: { style: 'none', best: null, worst: null },
      iterations: [iteration({ samples: {} })],
    });
    expect(render(runOf([one]))).toContain(
      'bound=never recovery.median=n/o recovery.max=n/o attempts.max=n/o warned="recovered == 100%" got=50% at=scenarios/half-open.yaml:23:5 failed="attempts <= 3" got="no data: nobody saw them" at=scenarios/half-open.yaml:23:5\n',
    );
  });
});

it('a comparison has a line for each metric that decides', () => {
  const head = headFile(sweptCase({ shift: 50, jitter: 5 }), sweptCase({}, { id: 'new' }));
  const comparison = compareResults(baseFile(sweptCase()), head);
  const text = plain.render({ ...head.result, comparison }, { width: 80, color: paintNothing, ascii: false });
  expect(text.split('\n').slice(2)).toEqual([
    'same drop-pongs metric=recovered shift="0 %" design=paired',
    'slower drop-pongs metric=detection shift="+50 ms" low="+44 ms" high="+56 ms" design=paired',
    'same drop-pongs metric=schedule.0 shift="0 ms" low="0 ms" high="0 ms" design=paired',
    'not-compared new reason="base.json has no such case"',
    '',
  ]);
});
