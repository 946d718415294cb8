import { readFileSync } from 'node:fs';
import process from 'node:process';

const ctrlC = '\u0003';
const ctrlZ = '\u001a';
const ctrlBackslash = '\u001c';
/** A shell's user takes longer to type after `fg`. */
const lookEveryMs = 250;
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
    if (!isInForeground()) return;
    try {
      stdin.setRawMode(isOn);
    } catch {
      // The terminal has gone away.
    }
  };
  let timer: NodeJS.Timeout | undefined;
  /** What a shell lets go on in the background keeps its hands off the terminal, until it is in front: no signal tells of that. */
  const enter = (): void => {
    clearTimeout(timer);
    if (isInForeground()) {
      // The shell has made its own of the terminal meanwhile, and what Node takes for set it does not set.
      setRaw(false);
      setRaw(true);
      stdin.resume();
      return;
    }
    stdin.pause();
    timer = setTimeout(enter, lookEveryMs).unref();
  };
  const leave = (signal: NodeJS.Signals): void => {
    setRaw(false);
    signalJob(signal);
  };
  const press = (key: string): void => {
    if (key === ctrlC) signalJob('SIGINT');
    else if (key === ctrlZ) leave('SIGTSTP');
    else if (key === ctrlBackslash) leave('SIGQUIT');
    else listener(key);
  };
  const onData = (text: string): void => {
    // Keys that are pressed in quick succession come together.
    for (const key of text.replace(sequences, '')) press(key);
  };
  const restore = (): void => setRaw(false);

  setRaw(true);
  stdin.setEncoding('utf8').on('data', onData).resume();
  process.on('SIGCONT', enter);
  process.on('exit', restore);
  return () => {
    stdin.off('data', onData).pause();
    clearTimeout(timer);
    process.off('SIGCONT', enter);
    process.off('exit', restore);
    restore();
  };
}

/** As the terminal does: all that the shell started with us hear of it, such as an `npx` that waits for us. */
function signalJob(signal: NodeJS.Signals): void {
  process.kill(0, signal);
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
