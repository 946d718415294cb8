import { rmSync } from 'node:fs';
import { createInterface } from 'node:readline';

// The program of the process guard: it reads `+ID` and `-ID`, one a line, and when its input ends, because whoever wrote it
// is gone, it kills the process groups that were added and not taken back. `+"PATH"`, a JSON text, does the same for a folder,
// which is removed. It imports nothing of ours: it must start fast and keep running on its own.

const groups = new Set<number>();
const folders = new Set<string>();
const lines = createInterface({ input: process.stdin });

lines.on('line', (line) => {
  if (line[1] === '"') {
    const path = String(JSON.parse(line.slice(1)));
    if (line.startsWith('+')) folders.add(path);
    else folders.delete(path);
    return;
  }
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
  // What was killed may write for another moment.
  for (const path of folders) rmSync(path, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
});
