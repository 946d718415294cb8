import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { createStepSummary, isStepSummary } from '../../src/cli/step-summary.ts';
import { paintNothing } from '../../src/report/define-reporter.ts';
import { markdown } from '../../src/report/markdown.ts';
import { exampleRun } from '../report/example-run.ts';
import { makeFolder } from './test-io.ts';

const options = { width: 80, color: paintNothing, ascii: false };

test.each([['github'], ['markdown']])('%s appends the Markdown to what a step has written', (name) => {
  const file = path.join(makeFolder({ summary: 'before' }), 'summary');
  createStepSummary([{ name }], { env: { GITHUB_STEP_SUMMARY: file }, cwd: '/' })?.(exampleRun, options);
  expect(readFileSync(file, 'utf8')).toBe(`before\n${markdown.render(exampleRun, options)}`);
});

test.each([
  ['for other reporters', 'table', { GITHUB_STEP_SUMMARY: '/nowhere/x' }],
  ['elsewhere than on GitHub', 'github', {}],
  ['for an empty name', 'github', { GITHUB_STEP_SUMMARY: '' }],
])('there is none %s', (_what, name, env) => {
  expect(createStepSummary([{ name }], { env, cwd: '/' })).toBeUndefined();
});

test.each([
  ['Markdown in the file of the summary', 'markdown', './summary', '/work/summary', true],
  ['Markdown in another file', 'markdown', 'summary.md', '/work/summary', false],
  ['another report in that file', 'plain', 'summary', '/work/summary', false],
  ['Markdown on stdout', 'markdown', undefined, '/work/summary', false],
  ['Markdown where there is no summary', 'markdown', 'summary', undefined, false],
])('%s', (_what, name, file, summary, expected) => {
  const env = summary === undefined ? {} : { GITHUB_STEP_SUMMARY: summary };
  expect(isStepSummary({ name, file }, { env, cwd: '/work' })).toBe(expected);
});

test('of a run that is over it fails only when it is written', () => {
  const io = { env: { GITHUB_STEP_SUMMARY: '/nonexistent/x' }, cwd: '/' };
  const summary = createStepSummary([{ name: 'github' }], io, true);
  expect(() => summary?.(exampleRun, options)).toThrow('cannot write /nonexistent/x, which GITHUB_STEP_SUMMARY names');
});

test('a file that cannot be written fails before the run', () => {
  const file = makeFolder();
  expect(() => createStepSummary([{ name: 'github' }], { env: { GITHUB_STEP_SUMMARY: file }, cwd: '/' })).toThrow(
    expect.objectContaining({
      code: 'output.failed',
      message: `cannot write ${file}, which GITHUB_STEP_SUMMARY names: illegal operation on a directory`,
    }),
  );
});
