import { expect, test } from 'vitest';
import { runCommandLine } from '../../src/cli/run-command-line.ts';
import { createTestIo, makeFolder } from './test-io.ts';

test('a command is run with what stands behind it, and its exit code handed on', async () => {
  const io = createTestIo({ cwd: makeFolder({ 'a.yaml': 'version: 1' }) });
  expect(await runCommandLine(['faults', 'reset'], io)).toBe(0);
  expect(io.stdout.text).toContain('reset');
  expect(await runCommandLine(['validate', 'a.yaml'], io)).toBe(2);
});

test('a wrong command line is thrown: who calls tells the user', async () => {
  await expect(runCommandLine(['rnu'], createTestIo())).rejects.toMatchObject({ code: 'cli.usage' });
});
