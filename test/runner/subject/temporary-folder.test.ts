import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createTemporaryFolder } from '../../../src/runner/subject/temporary-folder.ts';
import { createRecordingGuard, readLines, repositoryRoot, sourceProgram, sourceUrl } from './programs.ts';

test('a folder is ours alone, watched until it is removed, and removed with what is in it', async () => {
  const guard = createRecordingGuard();
  const { path, remove } = await createTemporaryFolder('test', guard);
  expect(path).toMatch(/\/wschaos-test-\w{6}$/);
  expect(statSync(path).mode & 0o777).toBe(0o700);
  expect([...guard.folders]).toEqual([path]);
  writeFileSync(join(path, 'file'), 'text');
  await remove();
  await remove();
  expect(existsSync(path)).toBe(false);
  expect(guard.folders.size).toBe(0);
});

test.each([
  ['leaves by process.exit', 'process.exit();', null],
  ['is killed with SIGKILL', 'setInterval(() => {}, 1000);', 'SIGKILL'],
] as const)('a process that %s leaves no folder behind', async (_how, afterwards, signal) => {
  const [command = '', ...args] = sourceProgram(`
    import { createProcessGuard } from ${sourceUrl('runner/subject/process-guard.ts')};
    import { createTemporaryFolder } from ${sourceUrl('runner/subject/temporary-folder.ts')};
    const { path } = await createTemporaryFolder('test', createProcessGuard());
    await new Promise((resolve) => process.stdout.write(path + '\\n', resolve));
    ${afterwards}`);
  const child = spawn(command, args, { cwd: repositoryRoot, stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = once(child, 'exit');
  const path = await readLines(child.stdout).next();
  if (signal !== null) child.kill(signal);
  await exited;
  // The guard is a process of its own, which acts when this one is gone.
  await expect.poll(() => existsSync(path), { timeout: 20_000 }).toBe(false);
});
