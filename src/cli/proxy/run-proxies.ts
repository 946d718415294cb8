import { once } from 'node:events';
import { WschaosError } from '../../base/error.ts';
import { createSessionRegistry } from '../../runner/session/session-registry.ts';
import { createProcessGuard } from '../../runner/subject/process-guard.ts';
import { type CaFiles, writeCaFiles } from '../../runner/write-ca-files.ts';
import { checkRemote } from '../check-remote.ts';
import type { CommandContext } from '../define-command.ts';
import { listenForEnd } from '../listen-for-end.ts';
import { reportError } from '../report-error.ts';
import { parseInteger, readSetting } from '../settings.ts';
import { announceStart } from './announce-start.ts';
import { createKeyCommands } from './key-commands.ts';
import { openApi } from './open-api.ts';
import { type ApiArguments, planApi } from './plan-api.ts';
import { type ProxyArguments, planProxies } from './plan-proxies.ts';
import { type StartedProxy, startPlanned } from './start-planned.ts';
import { tellSessions } from './tell-sessions.ts';

export interface RunProxiesArguments extends ProxyArguments, ApiArguments {
  readonly insecure?: boolean | undefined;
  readonly verbose?: boolean | undefined;
  readonly seed?: string | undefined;
  /** Keep what frames hold, for the page. */
  readonly payloads?: boolean | undefined;
}

/**
 * What `wschaos proxy` does, and `wschaos explore` with its page: starts the proxies and the API, tells what they see, and hears
 * of keys until it is ended. Gives the exit code.
 * @throws {WschaosError} what is wrong with the arguments, or keeps a proxy from its start
 */
export async function runProxies(
  command: 'proxy' | 'explore',
  args: RunProxiesArguments,
  context: CommandContext,
): Promise<number> {
  const { io, paintFor } = context;
  const planned = await planProxies(command, args, context);
  const given = readSetting('seed', args.seed, io.env);
  const seed = given === undefined ? 1 : parseInteger(given, 0);
  const plannedApi = planApi(args, command === 'explore');
  if (planned.length === 0 && plannedApi === undefined) {
    throw new WschaosError('cli.usage', 'there is no proxy to start: the list is empty', {
      hint: 'With --api an empty list is a beginning: proxies are added by it.',
    });
  }
  const guard = createProcessGuard();
  const end = listenForEnd(io, () => {});
  const stop = new AbortController();
  io.onReaderGone(() => stop.abort());
  const stopped = AbortSignal.any([end.abort, stop.signal]);
  const registry = createSessionRegistry({
    admit({ target: url, rejectUnauthorized = true }) {
      if (!args['allow-remote']) checkRemote('the proxy', { kind: 'url', url, headers: {}, rejectUnauthorized });
    },
  });
  const started: StartedProxy[] = [];
  const trusted: CaFiles[] = [];
  const closing: (() => Promise<void>)[] = [() => registry.closeAll()];
  try {
    const tellsFrames = plannedApi !== undefined || args.verbose === true;
    const { insecure: isInsecure = false, payloads: keepsPayloads = false } = args;
    const options = { registry, guard, seed, isInsecure, keepsPayloads, tellsFrames, signal: stopped };
    for (const one of planned) started.push(await startPlanned(one, options));
    const onDefect = (error: unknown): void => void reportError(error, io);
    const api = plannedApi === undefined ? undefined : await openApi(plannedApi, { registry, onDefect });
    if (api !== undefined) closing.unshift(api.close);
    const caFiles = new Map<string, string | undefined>();
    for (const { session } of started) {
      if (session.ca === undefined) continue;
      const files = await writeCaFiles(session.ca, io.env, guard);
      trusted.push(files);
      caFiles.set(session.name, files.env.WSCHAOS_CA_FILE);
    }
    announceStart({ sessions: started.map(({ session }) => session), caFiles, api }, io);
    const quiet = tellSessions(registry, { io, paint: paintFor(io.stdout), showsFrames: args.verbose === true });
    closing.unshift(async () => quiet());
    const press = createKeyCommands({
      ...{ sessions: registry.list, cwd: io.cwd, quit: () => stop.abort() },
      say: (line) => io.stderr.write(`${line}\n`),
    });
    const deaf = io.onKey(press);
    if (deaf !== undefined) {
      closing.unshift(async () => deaf());
      io.stderr.write('? lists the keys that throw faults in\n');
    }
    const ends = started.map(({ upstream }) => upstream.ended);
    const over = AbortSignal.any([stopped, ...ends]);
    if (!over.aborted) await once(over, 'abort');
    const lost = ends.find(({ aborted }) => aborted);
    if (lost !== undefined) throw new WschaosError('target.exited', String(lost.reason));
    return 0;
  } catch (error) {
    // Ended while the target was starting.
    if (stopped.aborted && error === stopped.reason) return 0;
    throw error;
  } finally {
    for (const close of closing) await close();
    for (const { remove } of trusted) await remove();
    for (const { upstream } of started) await upstream.close();
    await guard.close();
    end.dispose();
  }
}
