import { spawn } from 'node:child_process';
import { Socket } from 'node:net';
import { fileURLToPath } from 'node:url';
import type { ProcessGroupId } from './process-group.ts';

/** Sees to it that no process group, and no folder for a while, outlives this process, even when this process is killed. */
export interface ProcessGuard {
  /** From now on the group dies with us. Call what it returns once the group is gone. */
  watch(group: ProcessGroupId): () => void;
  /** From now on the folder is removed when we are gone, behind the groups. Call what it returns once it is removed. */
  watchFolder(path: string): () => void;
  /** Ends the guard; the groups that are still watched are killed, the folders removed. Resolves when it has ended. */
  close(): Promise<void>;
}

/** The process behind a guard, and its end. */
interface GuardProcess {
  tell(line: string): void;
  end(): Promise<void>;
}

function startGuardProcess(): GuardProcess {
  const isSource = import.meta.url.endsWith('.ts');
  const program = fileURLToPath(new URL(`./process-guard-main.${isSource ? 'ts' : 'js'}`, import.meta.url));
  const child = spawn(process.execPath, [...(isSource ? ['--import', 'tsx'] : []), program], {
    // From here tsx is found; and no folder of the user's is held busy.
    cwd: fileURLToPath(new URL('.', import.meta.url)),
    // A session of its own: Ctrl-C and a signal to our group must not reach it.
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  const ended = new Promise<void>((resolve) => void child.once('close', () => resolve()));
  // Without a guard the clients are still ended on every ordinary way out.
  child.on('error', () => {});
  child.stdin.on('error', () => {});
  // The guard waits for us, not we for it.
  child.unref();
  if (child.stdin instanceof Socket) child.stdin.unref();

  return {
    tell(line) {
      if (child.stdin.writable) child.stdin.write(`${line}\n`);
    },
    end() {
      child.ref();
      child.stdin.end();
      return ended;
    },
  };
}

/** A guard whose process starts with the first group to watch. One is enough for a run. */
export function createProcessGuard(): ProcessGuard {
  let guard: GuardProcess | undefined;

  const add = (what: string): (() => void) => {
    guard ??= startGuardProcess();
    const { tell } = guard;
    tell(`+${what}`);
    return () => tell(`-${what}`);
  };

  return {
    watch: (group) => add(String(group)),
    // In JSON a path is one line, whatever it holds.
    watchFolder: (path) => add(JSON.stringify(path)),
    async close() {
      const ending = guard;
      guard = undefined;
      await ending?.end();
    },
  };
}
