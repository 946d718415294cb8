import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { build } from 'esbuild';
import { root } from './tree.ts';

/** Where the script and the style of the HTML report stand, as the reporter puts them into its page. */
export const pageAssetsFile = 'src/report/html/page-assets.ts';

/** What that file has to hold: `src/report-page`, bundled, and the hashes by which the page's own policy lets it run. */
export async function writePageAssets(): Promise<string> {
  const [script, style] = [await bundle('main.ts'), await bundle('page.css')];
  const members = { script, scriptHash: hashOf(script), style, styleHash: hashOf(style) };
  const lines = Object.entries(members).map(([name, text]) => `  ${name}: ${JSON.stringify(text)},`);
  return [
    '/** `npm run page` writes it from `src/report-page`; a test of the house sees that it did. */',
    'export const pageAssets = {',
    ...lines,
    '} as const;',
    '',
  ].join('\n');
}

async function bundle(entry: string): Promise<string> {
  const { outputFiles } = await build({
    absWorkingDir: join(root, 'src/report-page'),
    entryPoints: [entry],
    bundle: true,
    minify: true,
    write: false,
    charset: 'utf8',
    format: 'iife',
    target: ['chrome123', 'firefox120', 'safari17.5'],
    legalComments: 'none',
  });
  const text = outputFiles[0]?.text.trim() ?? '';
  // It would end the element that it stands in.
  if (text === '' || /<\/(?:script|style)|<!--/i.test(text)) throw new Error(`${entry} cannot stand in a page`);
  return text;
}

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}
