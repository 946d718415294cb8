import { expect, it } from 'vitest';
import { judgeIteration } from '../../src/result/judge-iteration.ts';
import { verdicts } from '../../src/result/run-result.ts';
import { verdictStreams } from './verdict-streams.ts';

it('lists exactly the verdicts that the judge can give', () => {
  const given = verdictStreams.map(({ observations, context }) => judgeIteration(observations, context).verdict);
  expect(new Set(given)).toEqual(new Set(verdicts));
});
