import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { Socket } from 'node:net';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';
import { type OwnProgram, ownProgram } from '../own-program.ts';
import { callAfter } from './call-after.ts';
import type { GuardReady, GuardReply, GuardRequest, ProgramReply, StartRequest } from './process-guard-contract.ts';

/** The guard's process has ended, and says nothing more of any program. */
export interface GuardLost {
  readonly kind: 'lost';
  readonly why: string;
}

/** The process behind a guard. It keeps ours alive only while a program runs that it has started. */
export interface GuardProcess {
  /** Resolves when it takes in stdio, or never will. */
  whenReady(): Promise<GuardReady | GuardLost>;
  tell(request: GuardRequest): void;
  /** Hears of the program until it is refused, has exited, or is lost. */
  start(request: StartRequest, onReply: (reply: ProgramReply | GuardLost) => void): void;
  /** Kills it: it is of no use any more. */
  giveUp(why: string): void;
  /** Ends it; resolves when it has ended. */
  end(): Promise<void>;
}

export interface GuardProcessOptions {
  readonly program?: OwnProgram;
  /** How long it may take until it is ready; then it is killed. Default 10,000. */
  readonly readyLimitMs?: number;
  /** How long it may take to end; then it is killed. Default 10,000. */
  readonly endLimitMs?: number;
}

export function startGuardProcess(options: GuardProcessOptions = {}): GuardProcess {
  const { program = ownProgram('process-guard-main', import.meta.url) } = options;
  const { readyLimitMs = 10_000, endLimitMs = 10_000 } = options;
  const [command = '', ...args] = program.command;
  const child = spawn(command, args, {
    cwd: program.cwd,
    // What the user has our Node load may print, and stdout is ours; a program gets its environment with its request.
    env: { ...process.env, NODE_OPTIONS: undefined },
    // A session of its own: Ctrl-C and a signal to our group must not reach it.
    detached: true,
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const { stdin, stdout } = child;
  const programs = new Map<number, (reply: ProgramReply | GuardLost) => void>();
  let lost: GuardLost | undefined;
  let why = 'the process that starts programs was ended from outside';
  let folder: string | undefined;
  let tellReady = (_start: GuardReady | GuardLost): void => {};
  const ready = new Promise<GuardReady | GuardLost>((resolve) => {
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
    lost ??= { kind: 'lost', why };
    const told = lost;
    cancelLimit();
    tellReady(told);
    // Its own folder, too, if it was killed.
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
    const all = [...programs.values()];
    programs.clear();
    for (const onReply of all) onReply(told);
  };

  const giveUp = (reason: string): void => {
    why = reason;
    child.kill('SIGKILL');
  };
  // What keeps us is the pipe, until it is ready.
  const cancelLimit = callAfter(readyLimitMs, () =>
    giveUp(`the process that starts programs was not ready after ${readyLimitMs / 1_000} s`),
  );

  const hear = (reply: GuardReply): void => {
    if (reply.kind === 'ready') {
      folder = dirname(reply.path);
      cancelLimit();
      tellReady(reply);
      holdOn(programs.size > 0);
      return;
    }
    if (reply.kind === 'failed') {
      why = `the process that starts programs cannot do so: ${reply.why}`;
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
  lines.on('line', (line) => {
    const reply = parseReply(line);
    if (reply !== undefined) hear(reply);
  });
  lines.once('close', lose);

  const tell = (request: GuardRequest): void => {
    if (stdin.writable) stdin.write(`${JSON.stringify(request)}\n`);
  };
  return {
    whenReady: async () => lost ?? ready,
    tell,
    start(request, onReply) {
      if (lost !== undefined) return onReply(lost);
      programs.set(request.id, onReply);
      holdOn(true);
      tell(request);
    },
    giveUp,
    end() {
      child.ref();
      holdOn(true);
      stdin.end();
      const cancel = callAfter(endLimitMs, () => child.kill('SIGKILL'));
      return ended.finally(cancel);
    },
  };
}

/** Another may have printed what is no reply. */
function parseReply(line: string): GuardReply | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null && 'kind' in value ? (value as GuardReply) : undefined;
  } catch {
    return undefined;
  }
}
