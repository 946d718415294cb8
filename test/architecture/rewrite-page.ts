import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pageAssetsFile, writePageAssets } from './page-source.ts';
import { root } from './tree.ts';

writeFileSync(join(root, pageAssetsFile), await writePageAssets());
