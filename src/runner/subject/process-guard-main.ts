import { createInterface } from 'node:readline';

// The program of the process guard: it reads `+ID` and `-ID`, one a line, and when its input ends, because whoever wrote it
// is gone, it kills the process groups that were added and not removed. It imports nothing of ours: it must start fast and
// keep running on its own.

const groups = new Set<number>();
const lines = createInterface({ input: process.stdin });

lines.on('line', (line) => {
  const group = Number(line.slice(1));
  // Group 1 would be read as "every process that there is".
  if (!Number.isSafeInteger(group) || group <= 1) return;
  if (line.startsWith('+')) groups.add(group);
  else groups.delete(group);
});

lines.once('close', () => {
  for (const group of groups) {
    try {
      process.kill(-group, 'SIGKILL');
    } catch {
      // It ended by itself.
    }
  }
});
