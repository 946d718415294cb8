import { describe, expect, it } from 'vitest';
import { paintNothing } from '../../src/report/define-reporter.ts';
import { json } from '../../src/report/json.ts';
import { caseOf, exampleRun, iteration, runOf } from './example-run.ts';

const render = (run: typeof exampleRun) => json.render(run, { width: 80, color: paintNothing, ascii: false });

describe('json', () => {
  it('gives back the very run', () => {
    expect(JSON.parse(render(exampleRun))).toEqual(exampleRun);
  });

  it('is written for people, too', () => {
    expect(render(exampleRun).split('\n').slice(0, 4)).toEqual([
      '{',
      '  "schema": "wschaos/results@1",',
      '  "tool": "1.0.0",',
      '  "seed": 7,',
    ]);
  });

  it('spells infinity as censored, not as null, which means not observed', () => {
    const iterations = [iteration({ samples: { detection: Number.POSITIVE_INFINITY, attempts: null } })];
    const parsed = JSON.parse(render(runOf([caseOf({ iterations })])));
    expect(parsed.cases[0].iterations[0].samples).toEqual({ detection: 'censored', attempts: null });
  });
});
