import { expect, test } from 'vitest';
import { createProgress } from '../../src/cli/progress.ts';
import { iteration, caseOf as resultOf } from '../report/example-run.ts';
import { createManualClock } from '../support/manual-clock.ts';
import { caseOf } from './case-of.ts';
import { recordOutput } from './test-io.ts';

const makeCases = () => [
  caseOf('repeat: { count: 4 }\nfaults: [{ fault: reset, at: 900ms }]', 'first'),
  caseOf('repeat: { count: 4 }\nfaults: [{ fault: reset, at: 900ms }]', 'second'),
];

function start(
  isTerminal: boolean,
  style: 'shown' | 'none',
  verbose = false,
  columns = 80,
  env: Readonly<Record<string, string>> = {},
) {
  const clock = createManualClock();
  const output = recordOutput(isTerminal, columns);
  const cases = makeCases();
  const progress = createProgress({ cases, output, env, clock, style, verbose });
  const [first = caseOf('', 'none')] = cases;
  return { clock, output, progress, first };
}

test('a terminal has one line that is painted again and again', () => {
  const { clock, output, progress, first } = start(true, 'shown');
  clock.advance(2000);
  progress.onIteration(first, iteration({ phase: 0.625 }));
  progress.onIteration(first, iteration({ verdict: 'invalid', phase: null }));
  clock.advance(250);
  expect(output.text).not.toContain('\n');
  const painted = output.text.split('\r\u001b[2K');
  expect(painted[1]).toBe('first (case 1 of 2)  0/4');
  // One of eight in 2.25 s.
  expect(painted.at(-1)).toBe('first (case 1 of 2)  1/4  phase 0.63  about 16 s left');
});

test('what is thrown away as too noisy is told of, for it takes time', () => {
  const { clock, output, progress, first } = start(false, 'shown');
  for (const reasonKind of ['noise', 'noise', 'never-steady'] as const) {
    progress.onIteration(first, iteration({ verdict: 'invalid', phase: null, reasonKind }));
  }
  clock.advance(30_000);
  expect(output.text).toBe('first (case 1 of 2)  0/4  2 too noisy, repeated\n');
});

test('what stands on the terminal already is not painted again, and is after a line was said', () => {
  const { clock, output, progress } = start(true, 'shown');
  clock.advance(10_000);
  const line = '\r\u001b[2Kfirst (case 1 of 2)  0/4';
  expect(output.text).toBe(line);
  progress.say('note');
  clock.advance(250);
  expect(output.text).toBe(`${line}\r\u001b[2Knote\n${line}`);
});

test.each([
  ['is dumb', { TERM: 'dumb' }, false],
  ['belongs to a CI', { CI: 'true' }, false],
  ['has no CI around it', { TERM: 'xterm', CI: 'false' }, true],
] as const)('a terminal that %s is painted, or written line by line', (_what, env, paints) => {
  const { clock, output } = start(true, 'shown', false, 80, env);
  clock.advance(30_000);
  expect(output.text).toBe(paints ? '\r\u001b[2Kfirst (case 1 of 2)  0/4' : 'first (case 1 of 2)  0/4\n');
});

test('a narrow terminal gets what fits on one line', () => {
  const { output } = start(true, 'shown', false, 10);
  expect(output.text).toBe('\r\u001b[2Kfirst (ca');
});

test('characters that take two columns count twice', () => {
  const output = recordOutput(true, 10);
  const cases = [{ ...caseOf('faults: [{ fault: reset, at: 900ms }]'), id: '接続が切れる' }];
  createProgress({ cases, output, env: {}, clock: createManualClock(), style: 'shown', verbose: false });
  expect(output.text).toBe('\r\u001b[2K接続が切');
});

test('the line goes away at the end, and nothing is left to run', () => {
  const { clock, output, progress } = start(true, 'shown');
  progress.say('note');
  progress.end();
  progress.end();
  expect(output.text.endsWith('\r\u001b[2Knote\n\r\u001b[2K')).toBe(true);
  expect(clock.pending).toBe(0);
});

test('elsewhere there is a line for every finished case, and a sign of life after 30 s of silence', () => {
  const { clock, output, progress, first } = start(false, 'shown');
  clock.advance(20_000);
  for (let i = 0; i < 4; i++) progress.onIteration(first, iteration());
  progress.onCase(resultOf({ id: 'first', elapsedMs: 20_000 }));
  clock.advance(29_999);
  expect(output.text).toBe('pass  first  1 iteration in 20 s\n');
  clock.advance(1);
  expect(output.text.split('\n').slice(1)).toEqual(['second (case 2 of 2)  0/4  about 50 s left', '']);
});

test('every iteration has its line when asked for', () => {
  const { output, progress, first } = start(false, 'none', true);
  progress.onIteration(first, iteration({ index: 3 }));
  progress.onIteration(first, iteration({ verdict: 'stuck', reason: 'not back', samples: { recovery: 'censored' } }));
  expect(output.text).toBe('first #3  recovered  detection 3 ms  recovery 412 ms\nfirst #0  stuck  not back\n');
});

test('without progress nothing is written', () => {
  const { clock, output, progress, first } = start(true, 'none');
  progress.onIteration(first, iteration());
  progress.onCase(resultOf());
  clock.advance(60_000);
  progress.end();
  expect(output.text).toBe('');
});
