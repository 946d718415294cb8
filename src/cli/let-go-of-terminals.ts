import { closeSync, openSync } from 'node:fs';
import process from 'node:process';
import tty from 'node:tty';

/**
 * Sees to it that the process ends with its own code where its terminal was closed meanwhile. Node sets every terminal that it
 * was started on back at its end, and aborts where one is none any more; what has become another file it leaves alone.
 */
export function letGoOfTerminals(): void {
  const terminals = [0, 1, 2].filter((descriptor) => tty.isatty(descriptor));
  if (terminals.length === 0) return;
  process.on('exit', () => {
    for (const descriptor of terminals) {
      if (tty.isatty(descriptor)) continue;
      closeSync(descriptor);
      // It gets the lowest number that is free: the one that was closed.
      openSync('/dev/null', 'r+');
    }
  });
}
