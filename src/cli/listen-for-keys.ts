import { readFileSync } from 'node:fs';
import process from 'node:process';

const ctrlC = '\u0003';
const ctrlZ = '\u001a';
const ctrlBackslash = '\u001c';
/** What a terminal sends for an arrow, or another key that has no character: it begins with ESC. */
const sequences = new RegExp(`${String.fromCharCode(27)}(?:\\[[0-?]*[ -/]*[@-~]|O.|.)?`, 'gs');

/**
 * Hears of keys as they are pressed, without Enter, until the function that it returns is called; `undefined` where nobody
 * sits at a terminal in front of this program. What a terminal makes of Ctrl-C, Ctrl-Z and Ctrl-\ it still does, and
 * however the process ends, but by SIGKILL, the terminal is as it was.
 */
export function listenForKeys(listener: (key: string) => void): (() => void) | undefined {
  const { stdin, stdout } = process;
  if (!stdin.isTTY || !stdout.isTTY || !isInForeground()) return undefined;

  const setRaw = (isOn: boolean): void => {
    try {
      stdin.setRawMode(isOn);
    } catch {
      // The terminal has gone away.
    }
  };
  const resume = (): void => setRaw(true);
  const leave = (signal: NodeJS.Signals): void => {
    setRaw(false);
    process.kill(process.pid, signal);
  };
  const press = (key: string): void => {
    if (key === ctrlC) process.kill(process.pid, 'SIGINT');
    else if (key === ctrlZ) {
      process.once('SIGCONT', resume);
      leave('SIGTSTP');
    } else if (key === ctrlBackslash) leave('SIGQUIT');
    else listener(key);
  };
  const onData = (text: string): void => {
    // Keys that are pressed in quick succession come together.
    for (const key of text.replace(sequences, '')) press(key);
  };
  const restore = (): void => setRaw(false);

  setRaw(true);
  stdin.setEncoding('utf8').on('data', onData).resume();
  process.on('exit', restore);
  return () => {
    stdin.off('data', onData).pause();
    process.off('SIGCONT', resume);
    process.off('exit', restore);
    restore();
  };
}

/** One that a shell runs in the background is stopped when it touches the terminal. Where the system does not tell: yes. */
function isInForeground(): boolean {
  try {
    const stat = readFileSync('/proc/self/stat', 'utf8');
    // Behind the name, which may hold anything: state, parent, group, session, terminal, the terminal's group.
    const [, , group, , , terminalGroup] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return group === terminalGroup;
  } catch {
    return true;
  }
}
