import { once } from 'node:events';
import { WschaosError } from '../base/error.ts';
import { createProxy } from '../proxy/proxy.ts';
import { redactText } from '../result/redact.ts';
import { readTlsIdentity } from '../runner/read-tls-identity.ts';
import { realClock } from '../runner/real-clock.ts';
import type { RunningTarget } from '../runner/running-target.ts';
import { startBuiltinTarget, startForeignTarget } from '../runner/start-target.ts';
import { createProcessGuard, type ProcessGuard } from '../runner/subject/process-guard.ts';
import { type CaFiles, writeCaFiles } from '../runner/write-ca-files.ts';
import type { ScenarioCase, TargetSpec } from '../scenario/scenario-case.ts';
import { checkRemote } from './check-remote.ts';
import { chooseCases } from './choose-cases.ts';
import { type CommandContext, defineCommand } from './define-command.ts';
import { listenForEnd } from './listen-for-end.ts';
import { createLiveLog } from './live-log.ts';
import { loadCases } from './load-cases.ts';
import { parseFaultFlag } from './parse-fault-flag.ts';
import { parseTarget } from './parse-target.ts';
import { parseTlsFlag } from './parse-tls-flag.ts';
import { readFaultFlags } from './read-fault-flags.ts';
import { readListen } from './read-listen.ts';
import { refuseMissingFiles } from './refuse-missing-files.ts';
import { allowRemote, insecure } from './run-options.ts';
import { selectionOptions } from './select-cases.ts';
import { parseInteger, readSetting } from './settings.ts';

export const proxy = defineCommand({
  name: 'proxy',
  usage: '[url]',
  summary: 'The proxy alone, with faults of your choice; tells live what it sees',
  positionals: {
    url: { type: 'string', describe: 'The target: a ws, wss, http, https or tcp URL, or builtin:echo, ticker, chat' },
  },
  options: {
    target: { type: 'string', alias: 't', requiresArg: true, describe: 'The same by name [WSCHAOS_TARGET]' },
    listen: {
      type: 'string',
      alias: 'l',
      requiresArg: true,
      describe: 'HOST:PORT or PORT; default: any free port of 127.0.0.1',
    },
    fault: {
      type: 'string',
      array: true,
      requiresArg: true,
      describe: 'TYPE:KEY=VALUE,… as in a scenario; may be repeated',
    },
    scenario: { type: 'string', requiresArg: true, describe: 'Arm the faults of this file; nothing is judged' },
    case: { ...selectionOptions.case, describe: 'Which case of the file' },
    'allow-remote': allowRemote,
    tls: {
      type: 'string',
      requiresArg: true,
      describe: 'Speak TLS to clients: self-signed, made on the spot, or the PEM files CERT,KEY',
    },
    insecure,
    verbose: { type: 'boolean', alias: 'v', describe: 'A line for every frame' },
    seed: { type: 'string', requiresArg: true, describe: 'Of all randomness; default 1 [WSCHAOS_SEED]' },
  },
  examples: [
    ["$0 proxy ws://127.0.0.1:8080 --fault 'drop:frames=pong,for=5s,at=10s'", 'pongs vanish for 5 s'],
    ['$0 proxy builtin:echo --tls self-signed --fault tls:mode=expired', 'new TLS clients meet an expired certificate'],
    ["$0 proxy builtin:echo --fault 'reset:when={event: message, nth: 4}'", 'RST at the fourth message'],
  ],
  epilogue:
    'The first line on stdout is the address to dial; then a line for every event. "at" counts from the start of the proxy, ' +
    'with --scenario from the first connection that opens. Ctrl-C or SIGTERM is the way to end it.',
  exitCodes: [
    ['0', 'ended by Ctrl-C, SIGTERM or SIGHUP, or its reader is gone'],
    ['2', 'bad flag, fault or scenario; no target'],
    ['3', 'port in use; target not started, or ended'],
  ],
  async run(args, context) {
    const { io, paintFor } = context;
    if (args.case !== undefined && args.scenario === undefined) {
      throw new WschaosError('cli.usage', '--case needs --scenario beside it: it names a case of that file');
    }
    const named = readSetting('target', args.target ?? args.url, io.env);
    const given = named === undefined ? undefined : parseTarget(named);
    const scenario =
      args.scenario === undefined ? undefined : loadOne(args.scenario, args, { given, ...named }, context);
    const target = given ?? scenario?.target;
    if (target === undefined) {
      throw new WschaosError('cli.usage', 'which target?', {
        hint: 'wschaos proxy ws://127.0.0.1:8080, for instance.',
      });
    }
    if (!args['allow-remote']) checkRemote('the proxy', target);
    const seed = readSetting('seed', args.seed, io.env);
    const flags = args.fault ?? [];
    for (const flag of flags) parseFaultFlag(flag);
    const listen = args.listen === undefined ? scenario?.listen : readListen(args.listen);
    const identity = args.tls === undefined ? scenario?.listen.tls : parseTlsFlag(args.tls);
    const tls = identity === undefined ? undefined : await readTlsIdentity(identity);

    const guard = createProcessGuard();
    const end = listenForEnd(io, () => {});
    const stop = new AbortController();
    io.onReaderGone(() => stop.abort());
    const stopped = AbortSignal.any([end.abort, stop.signal]);
    let upstream: RunningTarget | undefined;
    let trusted: CaFiles | undefined;
    try {
      upstream = await startTarget(target, guard, stopped);
      const faults = [
        ...(scenario?.faults ?? []),
        ...readFaultFlags(flags, upstream.url, { hasTls: tls !== undefined }),
      ];
      const tell = createLiveLog(realClock.now(), faults, { showsFrames: args.verbose === true });
      const paint = paintFor(io.stdout);
      let isBegun = false;
      const running = await createProxy({
        target: upstream.url,
        headers: upstream.headers,
        rejectUnauthorized: args.insecure ? false : upstream.rejectUnauthorized,
        clock: realClock,
        faults,
        listen: { host: listen?.host ?? '127.0.0.1', port: listen?.port ?? 0, tls },
        seed: seed === undefined ? 1 : parseInteger(seed, 0),
        onProcess({ side, what }, done) {
          // The clients are not ours here.
          if (side === 'server') upstream?.program?.perform(what, done);
        },
        onEvent(event) {
          const text = tell(event);
          if (text !== undefined) io.stdout.write(`${event.kind === 'fault-start' ? paint('bold', text) : text}\n`);
          if (event.kind === 'disturbed') io.stderr.write(`wschaos: ${event.why}\n`);
          if (event.kind === 'open' && !isBegun) {
            isBegun = true;
            running.begin();
          }
        },
      });
      try {
        io.stdout.write(`${running.url}\n`);
        io.stderr.write(`forwards to ${redactText(upstream.url)}; Ctrl-C ends it\n`);
        if (running.ca !== undefined) {
          trusted = await writeCaFiles(running.ca, io.env, guard);
          io.stderr.write(`clients are to trust ${trusted.env.WSCHAOS_CA_FILE}\n`);
        }
        if (scenario === undefined) {
          isBegun = true;
          running.begin();
        }
        const over = AbortSignal.any([stopped, upstream.ended]);
        if (!over.aborted) await once(over, 'abort');
        if (upstream.ended.aborted) throw new WschaosError('target.exited', String(upstream.ended.reason));
      } finally {
        await running.close();
      }
      return 0;
    } catch (error) {
      // Ended while the target was starting.
      if (stopped.aborted && error === stopped.reason) return 0;
      throw error;
    } finally {
      await trusted?.remove();
      await upstream?.close();
      await guard.close();
      end.dispose();
    }
  },
});

function loadOne(
  file: string,
  { case: ids, tls }: { readonly case?: readonly string[] | undefined; readonly tls?: string | undefined },
  { given, source }: { readonly given: TargetSpec | undefined; readonly source?: string },
  { io, paintFor }: CommandContext,
): ScenarioCase {
  // There is no iteration that could be over before a fault begins.
  const overrides = { timeoutMs: Number.POSITIVE_INFINITY, ...(given === undefined ? {} : { target: given }) };
  const loaded = loadCases({ files: [file], overrides, io, paint: paintFor(io.stderr) });
  const selection = { grep: undefined, tag: undefined, 'not-tag': undefined, case: ids };
  const { cases: chosen } = chooseCases(loaded, selection, source);
  const [only, ...more] = chosen;
  if (only !== undefined && more.length === 0) {
    // Its client is not started, and an identity of the command line takes the place of its own.
    refuseMissingFiles(chosen, loaded, paintFor(io.stderr), tls === undefined ? ['target', 'listen'] : ['target']);
    return only;
  }
  throw new WschaosError('cli.usage', `${file} has ${chosen.length} cases; choose one with --case`, {
    hint: `There are ${chosen.map(({ id }) => id).join(', ')}.`,
  });
}

/** A server that is not ours may be started later: it is not asked now. */
async function startTarget(target: TargetSpec, guard: ProcessGuard, signal: AbortSignal): Promise<RunningTarget> {
  switch (target.kind) {
    case 'builtin':
      return startBuiltinTarget(target, realClock, { onSent: () => {}, onDelivered: () => {} });
    case 'command':
      return startForeignTarget(target, { clock: realClock, guard, signal });
    case 'url':
      return { ...target, ended: new AbortController().signal, close: async () => {} };
  }
}
