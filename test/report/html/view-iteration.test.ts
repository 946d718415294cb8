import { expect, test } from 'vitest';
import { viewIteration } from '../../../src/report/html/view-iteration.ts';
import { caseOf, iteration } from '../example-run.ts';
import { findAll, textOf } from './read-markup.ts';

const options = { width: 600, replayFlags: ['--target', 'ws://127.0.0.1:1'] };

const one = iteration({
  index: 4,
  verdict: 'stuck',
  reason: 'no answer',
  trace: 'traces/refuse/4.jsonl',
  frames: [{ t: 1, to: 'server', what: 'ping', isLost: true }],
  output: { client: 2, lines: ['first', 'last'] },
  timeline: [
    { t: -0.2, what: 'fault', text: 'refuse' },
    { t: 31_022.4, what: 'attempt', text: '← 31 s pause', nth: 1 },
    { t: 31_022.4, what: 'omitted', text: '3 more lines' },
  ],
} as Parameters<typeof iteration>[0]);

test('an iteration tells its verdict, its facts and its figures', () => {
  const text = textOf(viewIteration(caseOf(), one, options));
  expect(text).toContain('Iteration #4 stuck no answer phase 0.500 the client tells tcp.reset on the wire: dial');
  expect(text).toContain('trace: traces/refuse/4.jsonl');
  expect(text).toContain('detection 3 ms recovery 412 ms outage 412 ms attempts 1');
});

test('its timeline can be read down in one unit', () => {
  const [table] = findAll(viewIteration(caseOf(), one, options), '.timeline');
  expect(findAll(table, 'tr').map(textOf)).toEqual([
    'after the fault what detail',
    '0 ms fault refuse',
    '31 022 ms attempt 1 ← 31 s pause',
    '… 3 more lines',
  ]);
});

test('frames are drawn where there are some, and the legend says what they are', () => {
  expect(findAll(viewIteration(caseOf(), one, options), '.frame')).toHaveLength(1);
  expect(textOf(findAll(viewIteration(caseOf(), one, options), '.legend')[0])).toContain('message ping, pong lost');
  expect(textOf(findAll(viewIteration(caseOf(), iteration(), options), '.legend')[0])).not.toContain('ping');
});

test('what the client printed last, and the command that runs it again, stand below', () => {
  const view = viewIteration(caseOf(), one, options);
  expect(findAll(view, 'pre')[0]?.children).toEqual(['first\nlast']);
  expect(textOf(findAll(view, '.replay')[0])).toBe(
    'Replay wschaos run scenarios/refuse.yaml --case refuse --repeat 1 --phase 0.5 --seed 7 --target ws://127.0.0.1:1',
  );
});

test('of an iteration that was never steady there are no lanes', () => {
  const { marks } = iteration();
  const never = iteration({ marks: { ...marks, steady: null, injected: null } });
  expect(findAll(viewIteration(caseOf(), never, options), '.lanes')).toEqual([]);
});
