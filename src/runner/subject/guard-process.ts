import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { Socket } from 'node:net';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { GuardReply, GuardRequest, ProgramReply, StartRequest } from './process-guard-contract.ts';

/** The guard's process has ended, and says nothing more of any program. */
export interface GuardLost {
  readonly kind: 'lost';
}

/** The process behind a guard. It keeps ours alive only while a program runs that it has started. */
export interface GuardProcess {
  /** Resolves with the path of the socket that takes in stdio; with `undefined` when the process has ended. */
  whenReady(): Promise<string | undefined>;
  tell(request: GuardRequest): void;
  /** Hears of the program until it is refused, has exited, or is lost. */
  start(request: StartRequest, onReply: (reply: ProgramReply | GuardLost) => void): void;
  /** Ends it; resolves when it has ended. */
  end(): Promise<void>;
}

export function startGuardProcess(): GuardProcess {
  const isSource = import.meta.url.endsWith('.ts');
  const program = fileURLToPath(new URL(`./process-guard-main.${isSource ? 'ts' : 'js'}`, import.meta.url));
  const child = spawn(process.execPath, [...(isSource ? ['--import', 'tsx'] : []), program], {
    // From here tsx is found; and no folder of the user's is held busy.
    cwd: fileURLToPath(new URL('.', import.meta.url)),
    // A session of its own: Ctrl-C and a signal to our group must not reach it.
    detached: true,
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const { stdin, stdout } = child;
  const programs = new Map<number, (reply: ProgramReply | GuardLost) => void>();
  let isLost = false;
  let folder: string | undefined;
  let tellReady = (_path: string | undefined): void => {};
  const ready = new Promise<string | undefined>((resolve) => {
    tellReady = resolve;
  });

  /** The guard waits for us, not we for it. */
  const holdOn = (isWaiting: boolean): void => {
    if (!(stdout instanceof Socket)) return;
    if (isWaiting) stdout.ref();
    else stdout.unref();
  };
  child.unref();
  if (stdin instanceof Socket) stdin.unref();

  const forget = (id: number): void => {
    programs.delete(id);
    holdOn(programs.size > 0);
  };

  const lose = (): void => {
    isLost = true;
    tellReady(undefined);
    // Its own folder, too, if it was killed.
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
    const all = [...programs.values()];
    programs.clear();
    for (const onReply of all) onReply({ kind: 'lost' });
  };

  const hear = (reply: GuardReply): void => {
    if (reply.kind === 'ready') {
      folder = dirname(reply.path);
      tellReady(reply.path);
      holdOn(programs.size > 0);
      return;
    }
    const onReply = programs.get(reply.id);
    if (reply.kind !== 'started') forget(reply.id);
    onReply?.(reply);
  };

  const ended = new Promise<void>((resolve) => void child.once('close', () => resolve()));
  child.on('error', lose);
  stdin.on('error', () => {});
  stdout.on('error', () => {});
  const lines = createInterface({ input: stdout });
  lines.on('line', (line) => hear(JSON.parse(line)));
  lines.once('close', lose);

  const tell = (request: GuardRequest): void => {
    if (stdin.writable) stdin.write(`${JSON.stringify(request)}\n`);
  };
  return {
    whenReady: async () => (isLost ? undefined : ready),
    tell,
    start(request, onReply) {
      if (isLost) return onReply({ kind: 'lost' });
      programs.set(request.id, onReply);
      holdOn(true);
      tell(request);
    },
    end() {
      child.ref();
      holdOn(true);
      stdin.end();
      return ended;
    },
  };
}
