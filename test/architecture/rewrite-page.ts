import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pageSources, writePageAssets } from './page-source.ts';
import { root } from './tree.ts';

for (const source of pageSources) writeFileSync(join(root, source.file), await writePageAssets(source));
