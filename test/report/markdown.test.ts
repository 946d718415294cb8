import { marked, type Tokens } from 'marked';
import { expect, test } from 'vitest';
import { cleanLine } from '../../src/report/clean-text.ts';
import { paintNothing } from '../../src/report/define-reporter.ts';
import { markdown } from '../../src/report/markdown.ts';
import type { RunResult } from '../../src/result/run-result.ts';
import { caseOf, exampleRun, runOf } from './example-run.ts';
import { hostileRun, hostileText, reportedRun, slowerRun } from './reported-run.ts';

const render = (result: RunResult): string => markdown.render(result, { width: 80, color: paintNothing, ascii: false });

/** The cells of the table, as a reader of Markdown shows them. */
function readTable(text: string): readonly (readonly string[])[] {
  const table = marked.lexer(text).find((token): token is Tokens.Table => token.type === 'table');
  return (
    table?.rows.map((row) =>
      row.map(({ tokens }) => tokens.map((token) => ('text' in token ? token.text : '')).join('')),
    ) ?? []
  );
}

test('Markdown has this shape', async () => {
  await expect(render(reportedRun)).toMatchFileSnapshot('golden/summary.md');
});

test('a reader of Markdown finds a row for each case', () => {
  expect(readTable(render(exampleRun)).map((row) => row.slice(0, 4))).toEqual([
    ['✓ pass', 'refuse', '10', 'tcp.reset'],
    ['✓ pass', 'drop-pongs normal', '20', 'ping.timeout'],
    ['✗ FAIL', 'half-open', '20', 'wire: close1000'],
  ]);
});

test('a failure says what was expected, what was got, where, and how to replay it', () => {
  const text = render(reportedRun);
  expect(text).toContain('<summary>✗ half-open: reconnect.p95 &lt; 1s, got 30.1 s</summary>');
  expect(text).toContain('scenarios/half-open.yaml:23:5');
  expect(text).toContain('replay   wschaos run scenarios/half-open.yaml --case half-open --repeat 1 --phase 0.575 ');
});

test('what became slower than the baseline stands in the headline', () => {
  expect(render(slowerRun)).toMatch(/^### wschaos: ✗ 1 slower than the baseline, ✓ 1 passed\n/);
});

test('a hostile text breaks no table and no fold', () => {
  const text = render(hostileRun);
  const [row] = readTable(text);
  expect(row?.length).toBe(8);
  expect(row?.[1]).toBe(cleanLine(hostileText).replaceAll('&', '&amp;'));
  const html = marked.parse(text, { async: false }) as string;
  expect([html.match(/<pre>/g)?.length, html.match(/^<\/details>/gm)?.length, html.includes('<b>')]).toEqual([
    2,
    2,
    false,
  ]);
});

test.each([
  ['cases', Array.from({ length: 20_000 }, (_, index) => caseOf({ id: `c${index}`, name: `case ${index}` }))],
  ['notes', [caseOf({ notes: Array.from({ length: 9000 }, (_, index) => `${index} ${'ü'.repeat(100)}`) })]],
])('so many %s stay within what GitHub takes, with a word about the rest', (_what, cases) => {
  const text = render(runOf(cases));
  expect(Buffer.byteLength(text)).toBeLessThan(1024 * 1024);
  expect(text).toMatch(/Too long to be shown whole: the rest is in `results.json`.\n$/);
  expect(readTable(text).length).toBeGreaterThan(0);
});
