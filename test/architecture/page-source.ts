import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { build } from 'esbuild';
import { root } from './tree.ts';

/** A page whose script and style are bundled into a file of source, which is committed. */
export interface PageSource {
  /** Where its `main.ts` and `page.css` are. */
  readonly folder: string;
  /** What it is bundled into. */
  readonly file: string;
  /** The name of what that file exports. */
  readonly name: string;
}

export const pageSources: readonly PageSource[] = [
  { folder: 'src/report-page', file: 'src/report/html/page-assets.ts', name: 'pageAssets' },
  { folder: 'src/dashboard', file: 'src/control/dashboard-assets.ts', name: 'dashboardAssets' },
];

/** What the file of a page has to hold: the page, bundled, and the hashes by which its own policy lets it run. */
export async function writePageAssets({ folder, name }: PageSource): Promise<string> {
  const [script, style] = [await bundle(folder, 'main.ts'), await bundle(folder, 'page.css')];
  const members = { script, scriptHash: hashOf(script), style, styleHash: hashOf(style) };
  const lines = Object.entries(members).map(([member, text]) => `  ${member}: ${JSON.stringify(text)},`);
  return [
    `/** \`npm run page\` writes it from \`${folder}\`; a test of the house sees that it did. */`,
    `export const ${name} = {`,
    ...lines,
    '} as const;',
    '',
  ].join('\n');
}

async function bundle(folder: string, entry: string): Promise<string> {
  const { outputFiles } = await build({
    absWorkingDir: join(root, folder),
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
