import { spawn } from 'node:child_process';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { nodeCommand } from './spawn-wschaos.ts';

const program = fileURLToPath(new URL('../../bin/wschaos.js', import.meta.url));

/** The program on a terminal of its own, and who sits there. */
export interface TerminalSession {
  /** All that the terminal was sent, stdout and stderr in one; it writes `\r\n` for a line break. */
  readonly screen: string;
  readonly ended: Promise<number | null>;
  /** When this was written, at any time from the place of the last one on. */
  shows(text: string | RegExp): Promise<void>;
  type(keys: string): void;
  /** As who closes the window does. */
  close(): void;
}

/** Commands of the shell on the same terminal, before the program and behind it. */
export interface ShellCommands {
  readonly before?: string;
  readonly after?: string;
}

export const ctrlC = '\u0003';
export const ctrlZ = '\u001a';

/** Starts the program on a terminal, by `script` of util-linux. */
export function spawnOnTerminal(
  argv: readonly string[],
  cwd: string,
  { before, after }: ShellCommands = {},
): TerminalSession {
  const { command, argv: words } = nodeCommand([program, ...argv]);
  const line = [command, ...words].map((word) => `'${word.replaceAll("'", `'\\''`)}'`).join(' ');
  const whole = [before, line, after].filter((part) => part !== undefined).join('; ');
  const env = { ...process.env, TERM: 'xterm', COLUMNS: '80', CI: '' };
  const child = spawn('script', ['-q', '-e', '-f', '-c', whole, '/dev/null'], { cwd, env, stdio: 'pipe' });
  onTestFinished(() => void child.kill('SIGKILL'));
  let screen = '';
  let from = 0;
  let look = (): void => {};
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    screen += text;
    look();
  });
  return {
    get screen() {
      return screen;
    },
    ended: new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('close', resolve);
    }),
    shows: (text) =>
      new Promise((resolve) => {
        look = () => {
          const found = typeof text === 'string' ? screen.indexOf(text, from) : screen.slice(from).search(text) + from;
          if (found < from) return;
          from = found + 1;
          look = () => {};
          resolve();
        };
        look();
      }),
    type: (keys) => void child.stdin.write(keys),
    close: () => void child.kill('SIGKILL'),
  };
}
