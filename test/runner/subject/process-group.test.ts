import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, describe, expect, test } from 'vitest';
import { isGroupAlive, signalGroup } from '../../../src/runner/subject/process-group.ts';
import { readLines } from './programs.ts';

const leaders: ChildProcess[] = [];
afterEach(() => {
  for (const leader of leaders.splice(0)) signalGroup(leader.pid ?? 0, 'SIGKILL');
});

/** Starts a shell script as the leader of a group; each of its lines is told. */
function startGroup(script: string) {
  const leader = spawn('bash', ['-c', script], { detached: true, stdio: ['ignore', 'pipe', 'ignore'] });
  leaders.push(leader);
  return { leader, group: leader.pid ?? 0, lines: readLines(leader.stdout) };
}

describe('a process group', () => {
  test('is alive while its leader runs, and not once the leader has ended', async () => {
    const { leader, group, lines } = startGroup('echo up; exec sleep 1000');
    await lines.next();
    expect(isGroupAlive(group)).toBe(true);
    signalGroup(group, 'SIGKILL');
    expect(await once(leader, 'exit')).toEqual([null, 'SIGKILL']);
    expect(isGroupAlive(group)).toBe(false);
  });

  test('is alive while a process is left that its leader started', async () => {
    const { leader, group } = startGroup('sleep 1000 & exit 0');
    await once(leader, 'exit');
    expect(isGroupAlive(group)).toBe(true);
    signalGroup(group, 'SIGKILL');
    // Its output closes when the last one that holds it has ended.
    await once(leader, 'close');
    await expect.poll(() => isGroupAlive(group)).toBe(false);
  });

  test('is not alive when all that is left of it is a zombie', async () => {
    // With job control the background job leads a group of its own; "exec sleep" then never asks for its end.
    const { lines } = startGroup('set -m; sleep 1000 & echo $!; exec sleep 1000');
    const group = Number(await lines.next());
    expect(isGroupAlive(group)).toBe(true);
    signalGroup(group, 'SIGKILL');
    await expect.poll(() => isGroupAlive(group)).toBe(false);
    signalGroup(group, 'SIGTERM');
  });

  test('that never was is not alive, and a signal to it is no error', () => {
    const beyondAnyProcess = 2 ** 22 + 1;
    expect(isGroupAlive(beyondAnyProcess)).toBe(false);
    expect(() => signalGroup(beyondAnyProcess, 'SIGTERM')).not.toThrow();
  });
});
