import { describe, expect, it } from 'vitest';
import { paintNothing } from '../../src/report/define-reporter.ts';
import { reporters } from '../../src/report/index.ts';
import { exampleRun, runOf } from './example-run.ts';

const options = { width: 80, color: paintNothing, ascii: false };

it('lists each reporter under a name of its own', () => {
  const names = reporters.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  expect(names).toEqual(expect.arrayContaining(['table', 'plain', 'json']));
});

describe.each(reporters)('the reporter $name', ({ render }) => {
  it('ends its text with one newline', () => {
    expect(render(exampleRun, options)).toMatch(/[^\n]\n$/);
  });

  it('gives the same text for the same run', () => {
    expect(render(exampleRun, options)).toBe(render(structuredClone(exampleRun), options));
  });

  it('bears a run without a case', () => {
    expect(() => render(runOf([]), options)).not.toThrow();
  });
});
