import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { afterAll } from 'vitest';
import type { BrowserPool } from '../../../src/runner/subject/browser/browser-pool.ts';
import { createProcessGuard, type ProcessGuard } from '../../../src/runner/subject/process-guard.ts';

/** The command that runs a piece of JavaScript in a process of its own. */
export const nodeProgram = (source: string): readonly string[] => [process.execPath, '-e', source];

/** The command line that runs TypeScript which imports source files of ours by their path below `src`. */
export const sourceProgram = (source: string): readonly string[] => [
  process.execPath,
  '--import',
  'tsx',
  '--input-type=module',
  '-e',
  source,
];

/** The address of a source file, for the import of a {@link sourceProgram}. */
export const sourceUrl = (path: string): string =>
  JSON.stringify(new URL(`../../../src/${path}`, import.meta.url).href);

export const repositoryRoot = fileURLToPath(new URL('../../..', import.meta.url));

/** Reads lines from a stream; `next` waits for the next one and throws when there is none any more. */
export function readLines(stream: Readable): { next(): Promise<string> } {
  let text = '';
  stream.setEncoding('utf8').on('data', (more: string) => {
    text += more;
  });
  return {
    async next() {
      while (!text.includes('\n')) {
        if (stream.readableEnded || stream.destroyed) throw new Error(`the stream ended after "${text}"`);
        await Promise.race([once(stream, 'data'), once(stream, 'close')]);
      }
      const end = text.indexOf('\n');
      const line = text.slice(0, end);
      text = text.slice(end + 1);
      return line;
    },
  };
}

/** Its process takes a while to start: the tests of a file share it. */
const guard = createProcessGuard();
afterAll(() => guard.close());

/** A guard that also writes down what it watches. */
export function createRecordingGuard(): ProcessGuard & {
  readonly watched: ReadonlySet<number>;
  /** How many programs it has started. */
  readonly starts: number;
  readonly folders: ReadonlySet<string>;
} {
  const watched = new Set<number>();
  let starts = 0;
  const folders = new Set<string>();
  return {
    watched,
    get starts() {
      return starts;
    },
    folders,
    prepare: guard.prepare,
    async start(request) {
      const outcome = await guard.start(request);
      if (outcome.kind !== 'started') return outcome;
      const { pid, release } = outcome;
      watched.add(pid);
      starts += 1;
      return {
        ...outcome,
        release() {
          watched.delete(pid);
          release();
        },
      };
    },
    watchFolder(path) {
      folders.add(path);
      const forget = guard.watchFolder(path);
      return () => {
        folders.delete(path);
        forget();
      };
    },
    close: () => Promise.resolve(),
  };
}

/** For tests of other clients. */
export const noBrowsers: BrowserPool = {
  get: () => Promise.reject(new Error('this test has no browser')),
  close: () => Promise.resolve(),
};

/** Of a program of ours, the process id of the guard. */
export const parentOf = (pid: number): number =>
  Number(execFileSync('ps', ['-o', 'ppid=', '-p', String(pid)], { encoding: 'utf8' }));

/** A promise and what resolves it. */
export function createDeferred<T>(): { readonly promise: Promise<T>; resolve(value: T): void } {
  let resolve = (_value: T): void => {};
  const promise = new Promise<T>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}
