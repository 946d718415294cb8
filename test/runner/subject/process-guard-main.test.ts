import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, test } from 'vitest';

const program = fileURLToPath(new URL('../../../src/runner/subject/process-guard-main.ts', import.meta.url));

const started: ChildProcess[] = [];
afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL');
});

const startGuard = () => {
  const guard = spawn(process.execPath, ['--import', 'tsx', program], { stdio: ['pipe', 'ignore', 'ignore'] });
  started.push(guard);
  return { stdin: guard.stdin, exit: once(guard, 'exit') };
};

const startGroup = () => {
  const group = spawn('sleep', ['1000'], { detached: true, stdio: 'ignore' });
  started.push(group);
  return { group, exit: once(group, 'exit') };
};

describe("the process guard's program", () => {
  test('kills the groups that were added when its input ends, and then ends itself', async () => {
    const [one, two] = [startGroup(), startGroup()];
    const guard = startGuard();
    guard.stdin.end(`+${one.group.pid}\n+${two.group.pid}\n`);
    expect(await one.exit).toEqual([null, 'SIGKILL']);
    expect(await two.exit).toEqual([null, 'SIGKILL']);
    expect(await guard.exit).toEqual([0, null]);
  });

  test('leaves alone the groups that were removed', async () => {
    const { group } = startGroup();
    const guard = startGuard();
    guard.stdin.end(`+${group.pid}\n-${group.pid}\n`);
    expect(await guard.exit).toEqual([0, null]);
    // Signal 0 asks whether the process is there.
    expect(group.kill(0)).toBe(true);
  });

  test('takes no notice of what is no group, or every process', async () => {
    const guard = startGuard();
    guard.stdin.end('+1\n+0\n+-5\n+abc\n+1.5\n+\n\n');
    expect(await guard.exit).toEqual([0, null]);
  });
});
