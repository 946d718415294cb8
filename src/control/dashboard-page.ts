import type { Hono } from 'hono';
import { dashboardAssets } from './dashboard-assets.ts';

/** Nothing is loaded or framed; no script and no style runs but those of the page, which speaks to this server alone. */
const policy = [
  "default-src 'none'",
  `script-src '${dashboardAssets.scriptHash}'`,
  `style-src '${dashboardAssets.styleHash}'`,
  "connect-src 'self'",
  'img-src data:',
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

const page = [
  '<!doctype html>',
  '<html lang="en">',
  '<head>',
  '<meta charset="utf-8">',
  '<meta name="viewport" content="width=device-width, initial-scale=1">',
  '<meta name="color-scheme" content="light dark">',
  '<link rel="icon" href="data:,">',
  '<title>wschaos explore</title>',
  `<style>${dashboardAssets.style}</style>`,
  '</head>',
  '<body>',
  '<div id="app"></div>',
  '<noscript>This page needs JavaScript; the API below /v1 does not.</noscript>',
  `<script>${dashboardAssets.script}</script>`,
  '</body>',
  '</html>',
  '',
].join('\n');

/** Serves the page of `wschaos explore` at `/`. It holds no data: all that it shows it asks the API for, with its token. */
export function mountDashboard(app: Hono): void {
  app.get('/', (c) =>
    c.body(page, 200, {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': policy,
      // The token is in the page's address.
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
    }),
  );
}
