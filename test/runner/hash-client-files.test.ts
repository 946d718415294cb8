import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { hashClientFiles } from '../../src/runner/hash-client-files.ts';
import type { ClientSpec } from '../../src/scenario/scenario-case.ts';
import { makeFolder } from '../cli/test-io.ts';

const client = (cwd: string, ...command: readonly string[]): ClientSpec => ({
  ...{ kind: 'command', command, cwd, env: {}, heartbeat: undefined, count: 1, startOverMs: 0 },
});

test('a client whose file is another has another sum', () => {
  const cwd = makeFolder({ 'c.py': 'one' });
  const first = hashClientFiles(client(cwd, 'python3', 'c.py'));
  expect([first, hashClientFiles(client(cwd, 'python3', 'c.py'))]).toEqual([
    expect.stringMatching(/^[\da-f]{12}$/),
    first,
  ]);
  writeFileSync(path.join(cwd, 'c.py'), 'two');
  expect(hashClientFiles(client(cwd, 'python3', 'c.py'))).not.toBe(first);
});

test('a client without a file has none', () => {
  expect(hashClientFiles(client(makeFolder(), 'python3', '--version'))).toBeUndefined();
});
