import { type ChildProcess, fork, type Serializable } from 'node:child_process';
import { once } from 'node:events';
import { compiledProgram } from './compile-programs.ts';

/** A program of the bench in a process of its own, so that what it uses is known and disturbs nobody. */
export interface BenchProcess<Answers> {
  readonly pid: number;
  /** The first thing that the program said: it is ready. */
  readonly ready: { readonly port: number };
  /** One question at a time. */
  ask<Question extends keyof Answers & string>(question: Question, about?: Serializable): Promise<Answers[Question]>;
  [Symbol.asyncDispose](): Promise<void>;
}

export interface BenchProcessOptions {
  /** How many files it may have open; default: as many as this process. */
  readonly maxOpenFiles?: number;
}

/** What a program is asked; it answers each with one message. */
export interface Asked {
  readonly question: string;
  readonly about: Serializable | undefined;
}

/** Starts a compiled program and waits until it is ready. */
export async function startBenchProcess<Answers>(
  name: string,
  args: readonly string[],
  { maxOpenFiles }: BenchProcessOptions = {},
): Promise<BenchProcess<Answers>> {
  const program = compiledProgram(name);
  const execArgv = ['--expose-gc'];
  const child =
    maxOpenFiles === undefined
      ? fork(program, args, { execArgv })
      : fork('-c', [`ulimit -n ${maxOpenFiles} && exec "$0" "$@"`, process.execPath, ...execArgv, program, ...args], {
          execPath: '/bin/sh',
          execArgv: [],
        });
  const ready = (await nextMessage(child, name)) as { port: number };
  return {
    pid: child.pid ?? 0,
    ready,
    async ask(question, about) {
      const answer = nextMessage(child, name);
      child.send({ question, about } satisfies Asked);
      return (await answer) as never;
    },
    async [Symbol.asyncDispose]() {
      if (child.connected) child.disconnect();
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    },
  };
}

async function nextMessage(child: ChildProcess, name: string): Promise<unknown> {
  const over = new AbortController();
  const gone = once(child, 'exit', { signal: over.signal }).then(([code, signal]) => {
    throw new Error(`${name} ended with ${signal ?? code}`);
  });
  gone.catch(() => {});
  try {
    const [message] = await Promise.race([once(child, 'message', { signal: over.signal }), gone]);
    return message;
  } finally {
    over.abort();
  }
}
