import { expect, test } from 'vitest';
import { paintNothing } from '../../src/report/define-reporter.ts';
import { element } from '../../src/report/html/markup.ts';
import { viewCase } from '../../src/report/html/view-case.ts';
import { viewIterations } from '../../src/report/html/view-iterations.ts';
import { writeMarkup } from '../../src/report/html/write-markup.ts';
import { html } from '../../src/report/html.ts';
import { readText } from '../architecture/tree.ts';
import { caseOf, runOf } from '../report/example-run.ts';

test('all that the script looks for, and must find, is in the markup', () => {
  const run = runOf([caseOf()]);
  const page = html.render(run, { width: 80, color: paintNothing, ascii: false });
  const parts = [
    viewCase(run, caseOf(), { previous: undefined, next: undefined }),
    viewIterations(caseOf(), { verdict: undefined, order: 'index' }) ?? '',
  ];
  const all = page + writeMarkup(element('div', {}, parts));
  const wanted = ['main.ts', 'show-case.ts', 'show-overview.ts', 'theme.ts'].flatMap((file) =>
    [...readText(`src/report-page/${file}`).matchAll(/findElement\('#([\w-]+)'/g)].map(([, id]) => id),
  );
  expect(wanted.length).toBeGreaterThan(5);
  expect(wanted.filter((id) => !all.includes(` id="${id}"`))).toEqual([]);
});
