import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { root } from '../tree.ts';

/** A copy of the repository to plant violations in. */
export interface PlantedTree {
  /** Writes a file, and the folders above it. */
  plant(path: string, content: string): Promise<void>;
  /** Runs a script of package.json; `output` is stdout and stderr without colours. */
  runScript(name: string): Promise<{ readonly exitCode: number | null; readonly output: string }>;
  remove(): Promise<void>;
}

/** What is not part of the source: installed packages are linked instead, build output and history are left out. */
const leftOut: readonly string[] = ['node_modules', 'dist', 'coverage', '.git'].map((name) => join(root, name));

/** `from`: what is copied. */
export async function createPlantedTree(from: string = root): Promise<PlantedTree> {
  const folder = await mkdtemp(join(tmpdir(), 'wschaos-planted-'));
  const remove = () => rm(folder, { recursive: true, force: true });
  try {
    await cp(from, folder, { recursive: true, filter: (source) => !leftOut.includes(source) });
    await symlink(join(root, 'node_modules'), join(folder, 'node_modules'));
  } catch (error) {
    await remove();
    throw error;
  }

  return {
    async plant(path, content) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), content);
    },
    async runScript(name) {
      const child = spawn('npm', ['run', '--silent', name], {
        cwd: folder,
        // A vitest inside vitest must not take itself for one of our workers.
        env: { PATH: process.env.PATH, HOME: process.env.HOME, NO_COLOR: '1', CI: '1' },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      let output = '';
      for (const stream of [child.stdout, child.stderr]) {
        stream.setEncoding('utf8').on('data', (text: string) => {
          output += text;
        });
      }
      const [exitCode] = (await once(child, 'close')) as [number | null];
      return { exitCode, output };
    },
    remove,
  };
}
