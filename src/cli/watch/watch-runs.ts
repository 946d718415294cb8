import { setMaxListeners } from 'node:events';
import path from 'node:path';
import type { Clock } from '../../base/clock.ts';
import { WschaosError } from '../../base/error.ts';
import type { Paint } from '../../report/define-reporter.ts';
import { signalExitCodes } from '../../result/exit-code.ts';
import { isFile } from '../../runner/is-file.ts';
import { count } from '../format-problems.ts';
import type { Io } from '../io.ts';
import type { EndListener } from '../listen-for-end.ts';
import { reportError } from '../report-error.ts';
import type { Sources } from './list-sources.ts';
import { createSourceWatch } from './source-watch.ts';

export interface WatchRunsOptions {
  readonly io: Io;
  readonly clock: Clock;
  /** Of stderr. */
  readonly paint: Paint;
  /** Nothing is said but what goes wrong. */
  readonly isQuiet: boolean;
  /** What decides what a run does. */
  readonly list: () => Sources;
  /** Runs once, until the signal is aborted; `isRestart`: because a file changed. */
  readonly once: (signal: AbortSignal, isRestart: () => boolean) => Promise<unknown>;
  readonly end: EndListener;
}

/**
 * Runs again and again, each time that one of the files became another; one that changes during a run breaks it off. A mistake
 * in a file is shown and waited on. Gives the exit code when the user ends it, or when nobody reads stdout any more.
 */
export async function watchRuns({ io, clock, paint, isQuiet, list, once, end }: WatchRunsOptions): Promise<number> {
  const ended = endOf(io, end);
  const hasEnded = new Promise<undefined>((resolve) => {
    ended.addEventListener('abort', () => resolve(undefined));
  });
  const sources = createSourceWatch({ list, clock });
  const say = (line: string): void => {
    if (!isQuiet) io.stderr.write(`${line}\n`);
  };
  try {
    for (;;) {
      const next = sources.next();
      const restart = new AbortController();
      void next.then(() => restart.abort());
      await once(AbortSignal.any([ended, restart.signal]), () => restart.signal.aborted).catch((error: unknown) => {
        if (!(error instanceof WschaosError)) throw error;
        reportError(error, io);
      });
      if (ended.aborted) break;
      if (!restart.signal.aborted) say(describeWait(list()));
      sources.lookOften();
      const changed = await Promise.race([next, hasEnded]);
      if (changed === undefined) break;
      say(`\n${paint('bold', formatBreak(changed, io))}`);
    }
  } finally {
    sources.close();
  }
  return end.signal === undefined ? 0 : signalExitCodes[end.signal];
}

/** Ends with the user's signal, and when what is printed goes nowhere. */
function endOf(io: Io, { abort }: EndListener): AbortSignal {
  const reader = new AbortController();
  io.onReaderGone(() => reader.abort());
  const ended = AbortSignal.any([abort, reader.signal]);
  // Every run has its own that follows it.
  setMaxListeners(0, ended);
  return ended;
}

/** What is only looked for is not counted. */
function describeWait({ files }: Sources): string {
  const there = files.filter(isFile).length;
  return `waiting for ${there === 0 ? 'a first file' : `a change of ${count(there, 'file')}`}; Ctrl-C ends`;
}

/** A line across the terminal: here a run ends and another begins. */
function formatBreak([first = '', ...others]: readonly string[], { cwd, stderr }: Io): string {
  const relative = path.relative(cwd, first);
  const name = relative.startsWith('..') ? first : relative;
  const more = others.length === 0 ? '' : ` and ${count(others.length, 'other file')}`;
  const text = `---- ${new Date().toTimeString().slice(0, 8)}  ${name}${more} changed `;
  return text.padEnd((stderr.columns ?? 80) - 1, '-');
}
