import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { moduleHostVariable } from '../../../src/runner/subject/module-host-contract.ts';
import { makeFolder } from '../../cli/test-io.ts';
import { readLines, repositoryRoot } from './programs.ts';

const program = fileURLToPath(new URL('../../../src/runner/subject/module-host-main.ts', import.meta.url));

test('the host reports, hands on events, and ends when its parent is gone', async () => {
  const folder = makeFolder({
    'client.mjs': `export default ({ emit }) => {
      emit('open');
      setInterval(() => {}, 1e3);
      return { close() { emit('close', { code: 1000 }); } };
    };`,
  });
  const task = {
    module: path.join(folder, 'client.mjs'),
    options: {},
    cwd: folder,
    url: 'ws://it',
    seed: 1,
    client: 1,
  };
  const host = spawn(process.execPath, ['--import', 'tsx', program], {
    cwd: repositoryRoot,
    env: { ...process.env, [moduleHostVariable]: JSON.stringify(task) },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = once(host, 'close');
  const lines = readLines(host.stdout);
  expect(await lines.next()).toBe('{"host":"loaded"}');
  expect(await lines.next()).toMatch(/^\{"ev":"open","t":"\d+"\}$/);
  host.stdin.end();
  expect(await lines.next()).toMatch(/^\{"ev":"close","t":"\d+","code":1000\}$/);
  expect(await ended).toEqual([0, null]);
});
