import { expect, it } from 'vitest';
import { paintNothing } from '../../src/report/define-reporter.ts';
import { quoteOutput } from '../../src/report/quote-output.ts';

const options = { width: 40, color: paintNothing, ascii: false };

it('shows the lines as they stand, below whose they are', () => {
  expect(
    quoteOutput({ client: 2, lines: ['Error: boom', '  at a long place that is wider than it may be'] }, options),
  ).toEqual([
    '',
    '  the last lines of client 2',
    '  | Error: boom',
    '  |   at a long place that is wider than it may be',
  ]);
});

it('says nothing of a client that said nothing', () => {
  expect(quoteOutput(undefined, options)).toEqual([]);
});
