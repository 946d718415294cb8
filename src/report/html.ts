import { defineReporter } from './define-reporter.ts';
import { collectPageData } from './html/collect-page-data.ts';
import { embedJson } from './html/embed-json.ts';
import { noFilter } from './html/filter-cases.ts';
import { element, type Markup } from './html/markup.ts';
import { pageAssets } from './html/page-assets.ts';
import type { PageData } from './html/page-data.ts';
import { createCasesView, rowsAtOnce } from './html/view-cases.ts';
import { headline, viewHead } from './html/view-head.ts';
import { viewToolbar } from './html/view-toolbar.ts';
import { writeMarkup } from './html/write-markup.ts';

/** Nothing is loaded, sent or framed; no script and no style runs but those of this page. */
const policy = [
  "default-src 'none'",
  `script-src '${pageAssets.scriptHash}'`,
  `style-src '${pageAssets.styleHash}'`,
  'img-src data:',
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/** One file that needs no network: the cases, their charts, and the swim-lane of every iteration. */
export const html = defineReporter({
  name: 'html',
  summary: 'one page that needs no network: charts, and the swim-lane of every iteration',
  defaultFile: 'report.html',
  render(result, options) {
    const data = collectPageData(result, options);
    return [
      '<!doctype html>',
      '<html lang="en">',
      '<head>',
      ...headOf(data).map(writeMarkup),
      // Its text is ours, known to the policy by its hash: nothing in it is escaped.
      `<style>${pageAssets.style}</style>`,
      '</head>',
      '<body>',
      writeMarkup(viewTop()),
      writeMarkup(element('main', { id: 'page' }, ...viewStart(data))),
      `<script type="application/json" id="data">${embedJson(data)}</script>`,
      `<script>${pageAssets.script}</script>`,
      '</body>',
      '</html>',
      '',
    ].join('\n');
  },
});

function headOf({ run }: PageData): readonly Markup[] {
  return [
    element('meta', { charset: 'utf-8' }),
    element('meta', { 'http-equiv': 'Content-Security-Policy', content: policy }),
    element('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
    element('meta', { name: 'color-scheme', content: 'light dark' }),
    element('meta', { name: 'referrer', content: 'no-referrer' }),
    element('link', { rel: 'icon', href: 'data:,' }),
    element('title', {}, `${headline(run)} · wschaos`),
  ];
}

function viewTop(): Markup {
  return element(
    'header',
    { class: 'top' },
    element('span', { class: 'brand' }, 'wschaos'),
    element('button', { type: 'button', id: 'theme' }, 'Theme: auto'),
  );
}

/** What is there before the script runs, and where none may. */
function viewStart({ run, ...data }: PageData): readonly Markup[] {
  const cases = createCasesView(run);
  return [
    viewHead({ run, ...data }),
    viewToolbar(run.cases, noFilter),
    cases.frame(run.cases.length, run.cases.slice(0, rowsAtOnce).map(cases.row)),
    element(
      'noscript',
      {},
      element('p', { class: 'quiet' }, 'Charts and iterations need JavaScript, which is off here.'),
    ),
  ];
}
