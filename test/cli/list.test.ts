import { expect, test } from 'vitest';
import { main } from '../../src/cli/main.ts';
import { createTestIo, makeFolder, quickScenario } from './test-io.ts';

async function list(...argv: readonly string[]) {
  const io = createTestIo({ cwd: makeFolder({ 'quick.yaml': quickScenario('matrix: { n: [a, b] }') }) });
  const code = await main(['list', 'quick.yaml', ...argv], io);
  return { code, stdout: io.stdout.text, stderr: io.stderr.text };
}

test('list shows the expanded cases', async () => {
  expect(await list()).toEqual({
    code: 0,
    stderr: '',
    stdout: `quick/a  2 × 120 ms  timeout 20 s  fast, ci
quick/b  2 × 120 ms  timeout 20 s  fast, ci

2 cases, 4 iterations, 480 ms one after the other
`,
  });
});

test('list --json shows the selected ones as data', async () => {
  const { stdout } = await list('--json', '--grep', 'b$');
  expect(JSON.parse(stdout)).toEqual([
    {
      id: 'quick/b',
      file: 'quick.yaml',
      tags: ['fast', 'ci'],
      matrix: { n: 'b' },
      iterations: 2,
      plannedMs: 120,
      timeoutMs: 20_000,
      description: null,
    },
  ]);
});

test('list fails when nothing is selected', async () => {
  expect(await list('--tag', 'none')).toEqual({
    code: 2,
    stdout: '',
    stderr: 'wschaos: none of the 2 cases is selected\nwschaos list shows their ids and tags.\n',
  });
});
