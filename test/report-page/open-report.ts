import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { paintNothing, type RenderOptions } from '../../src/report/define-reporter.ts';
import { html } from '../../src/report/html.ts';
import type { RunResult } from '../../src/result/run-result.ts';
import * as debian from '../support/debian-packages.ts';

/** A report in a browser, and what the browser had to say of it. */
export interface OpenReport {
  readonly page: Page;
  /** Messages on the console, errors, and requests for anything but the file itself. */
  readonly problems: readonly string[];
}

export interface OpenOptions extends BrowserContextOptions {
  /** `#/case/refuse` */
  readonly hash?: string;
  readonly render?: Partial<RenderOptions>;
}

/** A browser that opens reports as files, as a user does. */
export interface ReportBrowser {
  open(result: RunResult, options?: OpenOptions): Promise<OpenReport>;
  close(): Promise<void>;
}

const flags = [
  ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-dev-shm-usage', '--no-first-run'],
  ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
];

/** Starts Debian's Chromium. */
export async function startReportBrowser(): Promise<ReportBrowser> {
  debian.requireDebianPackage(debian.chromium);
  const browser: Browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: flags });
  const folder = mkdtempSync(path.join(tmpdir(), 'wschaos-report-'));
  const file = path.join(folder, 'report.html');
  return {
    async open(result, { hash = '', render = {}, ...options } = {}) {
      writeFileSync(file, html.render(result, { width: 80, color: paintNothing, ascii: false, ...render }));
      const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
      const page = await context.newPage();
      const problems: string[] = [];
      page.on('console', (message) => problems.push(`console: ${message.text()}`));
      page.on('pageerror', (error) => problems.push(`error: ${error.message}`));
      const url = pathToFileURL(file).href;
      page.on('request', (request) => {
        if (request.url().split('#')[0] !== url && request.url() !== 'data:,')
          problems.push(`request: ${request.url()}`);
      });
      await page.goto(`${url}${hash}`);
      return { page, problems };
    },
    async close() {
      await browser.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
