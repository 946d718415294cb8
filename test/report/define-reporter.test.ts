import { expect, it } from 'vitest';
import { defineReporter, paintNothing } from '../../src/report/define-reporter.ts';

it('keeps a reporter as it was defined', () => {
  const render = () => 'text\n';
  const reporter = defineReporter({ name: 'x', summary: 'nothing', defaultFile: undefined, render });
  expect(reporter).toEqual({ name: 'x', summary: 'nothing', defaultFile: undefined, render });
});

it('paints nothing', () => {
  expect(paintNothing('red', 'text')).toBe('text');
});
