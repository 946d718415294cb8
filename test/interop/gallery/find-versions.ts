import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { toolVersion } from '../../../src/runner/tool-version.ts';
import type { Package } from './set-up.ts';

/** The name and the version that is installed. */
export function findVersion(wanted: Package): string {
  switch (wanted.kind) {
    case 'npm': {
      const file = new URL(`../../../node_modules/${wanted.name}/package.json`, import.meta.url);
      const { version } = JSON.parse(readFileSync(file, 'utf8')) as { readonly version: string };
      return `${wanted.name} ${version}`;
    }
    case 'debian': {
      const { stdout } = spawnSync('dpkg-query', ['-W', '-f', `\${Version}`, wanted.name], { encoding: 'utf8' });
      return `${wanted.name} ${stdout.trim()}`;
    }
    case 'node':
      return `node ${process.versions.node}, undici ${process.versions.undici}`;
    case 'wschaos':
      return `wschaos ${toolVersion()}`;
  }
}
