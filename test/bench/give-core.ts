import { execFileSync } from 'node:child_process';
import os from 'node:os';

/**
 * Gives the thread of a relay a processor to itself, and the others to whoever loads it: where three processes share two,
 * the figure would be how the kernel shares them out. Gives a sentence for the report.
 */
export function giveCore(relayPid: number, loadPids: readonly number[]): string {
  const cpus = os.cpus().length;
  if (cpus < 2) return 'one processor, shared by all processes';
  const last = String(cpus - 1);
  try {
    for (const pid of loadPids) execFileSync('taskset', ['-acp', `0-${cpus - 2}`, String(pid)], { stdio: 'ignore' });
    // The helpers of its garbage collector may run elsewhere.
    execFileSync('taskset', ['-cp', last, String(relayPid)], { stdio: 'ignore' });
    return `the relay's thread alone on processor ${last}`;
  } catch {
    return 'no taskset: all processes share the processors';
  }
}

/** The opposite, for the process that goes on to measure something else. */
export function takeBackCores(pid: number): void {
  try {
    execFileSync('taskset', ['-acp', `0-${os.cpus().length - 1}`, String(pid)], { stdio: 'ignore' });
  } catch {
    // Without taskset nothing was given.
  }
}
