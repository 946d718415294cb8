import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, onTestFinished, test } from 'vitest';

const program = fileURLToPath(new URL('../../../src/runner/subject/process-guard-main.ts', import.meta.url));

const started: ChildProcess[] = [];
afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL');
});

function makeFolder(): string {
  const path = mkdtempSync(join(tmpdir(), 'wschaos-guard-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  writeFileSync(join(path, 'file'), 'content');
  return path;
}

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

  test('removes the folders that were added and not taken back', async () => {
    const [kept, removed] = [makeFolder(), makeFolder()];
    const guard = startGuard();
    guard.stdin.end(`+${JSON.stringify(kept)}\n+${JSON.stringify(removed)}\n-${JSON.stringify(kept)}\n`);
    expect(await guard.exit).toEqual([0, null]);
    expect([existsSync(kept), existsSync(removed)]).toEqual([true, false]);
  });

  test('takes no notice of what is no group, or every process', async () => {
    const guard = startGuard();
    guard.stdin.end('+1\n+0\n+-5\n+abc\n+1.5\n+\n\n');
    expect(await guard.exit).toEqual([0, null]);
  });
});
