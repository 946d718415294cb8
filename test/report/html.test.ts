import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { paintNothing } from '../../src/report/define-reporter.ts';
import { collectPageData } from '../../src/report/html/collect-page-data.ts';
import { html } from '../../src/report/html.ts';
import { exampleRun } from './example-run.ts';
import { hostileRun, reportedRun } from './reported-run.ts';

const options = { width: 80, color: paintNothing, ascii: false } as const;
const hashOf = (text: string | undefined) =>
  `sha256-${createHash('sha256')
    .update(text ?? '')
    .digest('base64')}`;

test('the data of the page is that of the run', () => {
  const [, json = ''] =
    /<script type="application\/json" id="data">(.*)<\/script>/.exec(html.render(reportedRun, options)) ?? [];
  expect(JSON.parse(json)).toEqual(collectPageData(reportedRun, {}));
});

test('its own policy lets nothing run but its script and its style, and nothing be loaded', () => {
  const page = html.render(exampleRun, options);
  const [, policy = ''] = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(page) ?? [];
  expect(policy.replaceAll('&#39;', "'").split('; ')).toEqual([
    "default-src 'none'",
    `script-src '${hashOf(/<script>(.*)<\/script>/s.exec(page)?.[1])}'`,
    `style-src '${hashOf(/<style>(.*)<\/style>/s.exec(page)?.[1])}'`,
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
  ]);
  expect(page).not.toMatch(/https?:\/\/(?!www\.w3\.org\/2000\/svg)/);
});

test('whatever the texts of a run hold, the page has the elements that it always has', () => {
  const page = html.render(hostileRun, options);
  expect(page.match(/<\/?script/g)).toHaveLength(4);
  expect(page).not.toContain('<b>&');
  expect([...page].filter((character) => character < ' ' && character !== '\n')).toEqual([]);
});

test('all is written before the script runs', () => {
  const page = html.render(exampleRun, options);
  for (const text of ['1 of 3 cases failed', 'reconnect.p95 &lt; 1s', 'got 30.1 s', '1.01 s'])
    expect(page).toContain(text);
});
