import { execFile } from 'node:child_process';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { packPackage } from './pack-package.ts';

const run = promisify(execFile);
const fixtures = fileURLToPath(new URL('../interop/fixtures', import.meta.url));

/** An empty project elsewhere, into which the package was installed from the file that npm packs, with what it depends on. */
export interface InstalledPackage {
  readonly folder: string;
  /** Runs a node there; the one that runs this, unless another is named. Rejects where it fails, with what it printed. */
  node(argv: readonly string[], node?: string): Promise<{ readonly stdout: string; readonly stderr: string }>;
  /** Installs another package beside it. */
  install(...packages: readonly string[]): Promise<void>;
  remove(): Promise<void>;
}

export async function installPackage(): Promise<InstalledPackage> {
  const folder = await mkdtemp(path.join(tmpdir(), 'wschaos-package-'));
  const install: InstalledPackage['install'] = async (...packages) => {
    await run('npm', ['install', '--no-audit', '--no-fund', '--prefer-offline', ...packages], { cwd: folder });
  };
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true });
  try {
    await writeFile(
      path.join(folder, 'package.json'),
      JSON.stringify({ name: 'consumer', private: true, type: 'module' }),
    );
    await install(await packPackage(folder));
    await cp(path.join(fixtures, 'peers.mjs'), path.join(folder, 'peers.mjs'));
    await cp(path.join(fixtures, 'node-test'), path.join(folder, 'node-test'), { recursive: true });
    await writeFile(path.join(folder, 'library.mjs'), library);
  } catch (error) {
    await remove();
    throw error;
  }
  return {
    folder,
    install,
    remove,
    // A test that runs a node of its own must not be taken for a part of the runner above it.
    node: (argv, node = process.execPath) => run(node, argv, { cwd: folder, env: { PATH: process.env.PATH } }),
  };
}

const library = `import { runScenario, startProxy } from 'wschaos';

const { cases } = await runScenario('builtin:reset', { overrides: { repeat: 1 }, loopDelayFloorMs: 5_000 });
const proxy = await startProxy({ target: 'ws://127.0.0.1:9' });
console.log(JSON.stringify({ statuses: cases.map(({ status }) => status), protocol: new URL(proxy.url).protocol }));
await proxy.close();
`;
