import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { replaceSections } from './readme-sections.ts';
import { readmeSections } from './readme-sources.ts';
import { readText, root } from './tree.ts';

writeFileSync(join(root, 'README.md'), replaceSections(readText('README.md'), readmeSections));
