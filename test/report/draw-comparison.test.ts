import { describe, expect, test } from 'vitest';
import { type Paint, paintNothing } from '../../src/report/define-reporter.ts';
import { drawComparison } from '../../src/report/draw-comparison.ts';
import { table } from '../../src/report/table.ts';
import { compareResults } from '../../src/result/compare/compare-results.ts';
import { baseFile, headFile, sweptCase } from '../result/compare/compared-cases.ts';
import { caseOf } from './example-run.ts';

const base = baseFile(sweptCase(), sweptCase({}, { id: 'half-open' }), caseOf({ id: 'gone' }));
const stuck = sweptCase().iterations.map((one) => ({
  ...one,
  verdict: 'stuck' as const,
  samples: { ...one.samples, attempts: 2, recovery: 'censored' as const, outage: 'censored' as const },
}));
const head = headFile(
  sweptCase({ shift: 50, jitter: 5 }),
  sweptCase({}, { id: 'half-open', iterations: stuck.slice(0, 12) }),
  caseOf({ id: 'new' }),
);
const comparison = compareResults(base, head);

const draw = (width: number, ascii = false, color: Paint = paintNothing) =>
  drawComparison(comparison, { width, ascii, color })
    .map((lines) => lines.join('\n'))
    .join('\n\n');

describe('the comparison', () => {
  test('has every column where there is room', () => {
    expect(draw(120)).toMatchInlineSnapshot(`
      "head.json against base.json (wschaos 1.0.0, seed 7): 2 slower, 3 same, 0 faster, 1 unclear

      ╭────────────┬────────────┬────────┬────────┬─────────┬─────────┬──────────────────┬───────────╮
      │ case       │ metric     │      n │   base │    head │   shift │ 98 % interval    │           │
      ├────────────┼────────────┼────────┼────────┼─────────┼─────────┼──────────────────┼───────────┤
      │ drop-pongs │ recovered  │     20 │  100 % │   100 % │     0 % │                  │ ✓ same    │
      │            │ detection  │     20 │    1 s │  1.05 s │  +50 ms │ +44 ms … +56 ms  │ ✗ slower  │
      │            │ schedule.0 │     20 │ 100 ms │  100 ms │    0 ms │ 0 ms … 0 ms      │ ✓ same    │
      │            │ reconnect  │     20 │ 104 ms │  104 ms │    0 ms │ 0 ms … 0 ms      │ (same)    │
      │            │ recovery   │     20 │  1.1 s │  1.16 s │  +50 ms │ +44 ms … +56 ms  │ (slower)  │
      │            │ outage     │     20 │  1.1 s │  1.16 s │  +50 ms │ +44 ms … +56 ms  │ (slower)  │
      │            │ attempts   │     20 │      1 │       1 │       0 │ 0 … 0            │ (same)    │
      │ half-open  │ recovered  │ 20, 12 │  100 % │     0 % │  −100 % │                  │ ✗ worse   │
      │            │ detection  │ 20, 12 │    1 s │  800 ms │ −200 ms │ −450 ms … +50 ms │ ? unclear │
      │            │ schedule.0 │ 20, 12 │ 100 ms │  100 ms │    0 ms │ 0 ms … 0 ms      │ ✓ same    │
      │            │ reconnect  │ 20, 12 │ 104 ms │  104 ms │    0 ms │ 0 ms … 0 ms      │ (same)    │
      │            │ recovery   │ 20, 12 │  1.1 s │ >14.1 s │      +∞ │ +∞ … +∞          │ (slower)  │
      │            │ outage     │ 20, 12 │  1.1 s │ >14.1 s │      +∞ │ +∞ … +∞          │ (slower)  │
      │            │ attempts   │ 20, 12 │      1 │       2 │      +1 │ +1 … +1          │ (worse)   │
      ╰────────────┴────────────┴────────┴────────┴─────────┴─────────┴──────────────────┴───────────╯

      note  half-open: not paired: there are 20 and 12 iterations
      not compared  new: base.json has no such case
      not compared  gone: head.json has no such case
      (…)  is shown only: it contains backoff, whose jitter decides nothing"
    `);
  });

  test('does without some at a width of 80', () => {
    expect(draw(80).split('\n').slice(0, 8)).toMatchInlineSnapshot(`
      [
        "head.json against base.json (wschaos 1.0.0, seed 7): 2 slower, 3 same, 0 faster,",
        "    1 unclear",
        "",
        "╭────────────┬────────────┬─────────┬─────────┬──────────────────┬───────────╮",
        "│ case       │ metric     │    head │   shift │ 98 % interval    │           │",
        "├────────────┼────────────┼─────────┼─────────┼──────────────────┼───────────┤",
        "│ drop-pongs │ recovered  │   100 % │     0 % │                  │ ✓ same    │",
        "│            │ detection  │  1.05 s │  +50 ms │ +44 ms … +56 ms  │ ✗ slower  │",
      ]
    `);
  });

  test('is a list at a width of 60, and of ASCII when asked', () => {
    const text = draw(60, true);
    expect(text.split('\n').slice(0, 14)).toMatchInlineSnapshot(`
      [
        "head.json against base.json (wschaos 1.0.0, seed 7): 2",
        "    slower, 3 same, 0 faster, 1 unclear",
        "",
        "drop-pongs",
        "    + same  recovered 100 % to 100 %, 0 %",
        "    x slower  detection 1 s to 1.05 s, +50 ms (+44 ms ...",
        "        +56 ms)",
        "    + same  schedule.0 100 ms to 100 ms, 0 ms (0 ms ...",
        "        0 ms)",
        "    (same)  reconnect 104 ms to 104 ms, 0 ms (0 ms ... 0",
        "        ms)",
        "    (slower)  recovery 1.1 s to 1.16 s, +50 ms (+44 ms ...",
        "        +56 ms)",
        "    (slower)  outage 1.1 s to 1.16 s, +50 ms (+44 ms ...",
      ]
    `);
    expect([...text].filter((char) => (char.codePointAt(0) ?? 0) > 127)).toEqual([]);
  });

  test('is never wider than the terminal', () => {
    for (let width = 50; width <= 130; width++) {
      const widest = Math.max(
        ...draw(width)
          .split('\n')
          .map((line) => line.length),
      );
      expect(widest).toBeLessThanOrEqual(width);
    }
  });

  test('has colours that say nothing alone', () => {
    const painted = draw(120, false, (style, text) => `<${style}>${text}</${style}>`);
    expect(painted).toContain('<red>✗ slower</red>');
    expect(painted).toContain('<green>✓ same</green>');
    expect(painted).toContain('<dim>(slower)</dim>');
  });

  test('names the case of BASE where it is another one', () => {
    const chosen = { base: 'drop-pongs', head: 'half-open' };
    const drawn = drawComparison(compareResults(base, base, { chosen, metrics: ['detection'] }), {
      ...{ width: 120, ascii: false, color: paintNothing },
    }).flat();
    expect(drawn[1 + 3]).toContain('│ half-open against drop-pongs │ detection │');
    expect(drawn.join()).not.toContain('shown only');
  });

  test('names a few of the cases that only one file has', () => {
    const many = baseFile(...'abcdefg'.split('').map((id) => sweptCase({ n: 8 }, { id })));
    const options = { width: 120, ascii: false, color: paintNothing };
    expect(drawComparison(compareResults(many, head), options).flat().slice(-2)).toEqual([
      'not compared  drop-pongs, half-open, new: base.json has no such case',
      'not compared  a, b, c, d, e, and 2 more: head.json has no such case',
    ]);
  });

  test('stands behind the table of a run', () => {
    const text = table.render({ ...head.result, comparison }, { width: 120, ascii: false, color: paintNothing });
    expect(text.endsWith(`\n\n${draw(120)}\n`)).toBe(true);
  });
});

test('what is to be said of several metrics is said once', () => {
  const few = { iterations: sweptCase().iterations.slice(0, 5) };
  const blocks = drawComparison(compareResults(baseFile(sweptCase({}, few)), headFile(sweptCase({}, few))), {
    ...{ width: 200, ascii: false, color: paintNothing },
  });
  const notes = blocks.flat().filter((line) => line.includes('are the least'));
  expect(notes).toEqual([
    expect.stringMatching(/^note {2}drop-pongs: recovered, .+, attempts: 5 figures; 8 are the least$/),
  ]);
});
