import { access } from 'node:fs/promises';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Clock } from '../../base/clock.ts';
import { WschaosError } from '../../base/error.ts';
import { ownProgram } from '../own-program.ts';
import { startEventProgram } from './event-program.ts';
import { type ModuleHostTask, moduleHostVariable, parseModuleHostReport } from './module-host-contract.ts';
import type { ProcessGuard } from './process-guard.ts';
import type { Subject, SubjectExit } from './subject.ts';

/** A client that is a module of the user's. */
export interface ModuleSubjectOptions {
  readonly module: string;
  /** Handed to it. */
  readonly options: Readonly<Record<string, unknown>>;
  /** The scenario's folder. */
  readonly cwd: string;
  readonly clock: Clock;
  readonly guard: ProcessGuard;
  /** From SIGTERM to SIGKILL. Default 2000. */
  readonly graceMs?: number;
  /** How long its loading may take. Default 30000. */
  readonly loadTimeoutMs?: number;
}

/**
 * Runs a module as the client under test, each client in a process of its own. A client is started once its module is
 * loaded.
 *
 * @throws WschaosError on `start`: `client.not-found`, `client.not-loaded`, `client.not-started`
 */
export function createModuleSubject(options: ModuleSubjectOptions): Subject {
  const { module, cwd, clock, guard, graceMs, loadTimeoutMs = 30_000 } = options;
  const fail = ({ why, isItsOwn }: Extract<Loaded, { kind: 'failed' }>): WschaosError =>
    new WschaosError(
      isItsOwn ? 'client.not-loaded' : 'client.not-started',
      `the client module could not be loaded: ${module}: ${why}`,
    );

  return {
    async start(context) {
      if (!(await isThere(module))) throw new WschaosError('client.not-found', `there is no client module ${module}`);
      const { url, seed, client } = context;
      const task = { module: resolve(module), options: options.options, cwd: resolve(cwd), url, seed, client };
      const loading = createLoading();
      const program = await startEventProgram(
        {
          // The host goes to the scenario's folder by itself.
          ...ownProgram('module-host-main', import.meta.url),
          env: { [moduleHostVariable]: JSON.stringify(task satisfies ModuleHostTask) },
          clock,
          guard,
          ...(graceMs === undefined ? {} : { graceMs }),
          onLine(line) {
            const report = parseModuleHostReport(line);
            if (report?.host === 'loaded') loading.finish({ kind: 'loaded' });
            else if (report !== undefined) loading.finish({ kind: 'failed', why: report.why, isItsOwn: true });
            return report !== undefined;
          },
        },
        {
          ...context,
          onExit(exit) {
            if (loading.isOver()) context.onExit(exit);
            else loading.finish({ kind: 'failed', why: describeEnd(exit), isItsOwn: exit.signal === null });
          },
          onDisturbed(why) {
            if (loading.isOver()) context.onDisturbed(why);
            else loading.finish({ kind: 'failed', why, isItsOwn: false });
          },
        },
      );
      const late = `it was still loading after ${loadTimeoutMs / 1000} s`;
      const cancel = clock.schedule(clock.now() + loadTimeoutMs, () =>
        loading.finish({ kind: 'failed', why: late, isItsOwn: false }),
      );
      const onAbort = (): void => loading.finish({ kind: 'aborted' });
      context.signal?.addEventListener('abort', onAbort);
      if (context.signal?.aborted) onAbort();
      const outcome = await loading.ended;
      cancel();
      context.signal?.removeEventListener('abort', onAbort);
      if (outcome.kind === 'loaded') return program;
      await program.close();
      if (outcome.kind === 'failed') throw fail(outcome);
      throw context.signal?.reason;
    },
  };
}

/** `isItsOwn`: something is wrong with the module, not with the machine. */
type Loaded =
  | { readonly kind: 'loaded' | 'aborted' }
  | { readonly kind: 'failed'; readonly why: string; readonly isItsOwn: boolean };

/** The first outcome counts. */
function createLoading(): { finish(outcome: Loaded): void; isOver(): boolean; readonly ended: Promise<Loaded> } {
  let isOver = false;
  let resolve = (_outcome: Loaded): void => {};
  const ended = new Promise<Loaded>((settle) => {
    resolve = settle;
  });
  return {
    finish(outcome) {
      isOver = true;
      resolve(outcome);
    },
    isOver: () => isOver,
    ended,
  };
}

async function isThere(path: string): Promise<boolean> {
  try {
    await access(path);
    return true;
  } catch {
    return false;
  }
}

/** What Node said of an error that nobody caught: its place and its message, without the stack. */
function describeEnd({ code, signal, lastLines }: SubjectExit): string {
  const said = lastLines
    .map((line) => line.trim())
    .filter((line) => line !== '' && !/^(at |Node\.js v|\^+$)/.test(line))
    // A place, as people write it.
    .map((line) => line.replace(/^file:\/\/\S+(?=:\d+$)/, pathOf));
  const end = signal === null ? `it ended with exit code ${code}` : `it was ended by ${signal}`;
  return said.length === 0 ? end : said.slice(0, 4).join(' | ');
}

/** What a module printed need not be the URL of any file here. */
function pathOf(url: string): string {
  try {
    return fileURLToPath(url);
  } catch {
    return url;
  }
}
