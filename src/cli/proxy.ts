import { once } from 'node:events';
import { WschaosError } from '../base/error.ts';
import { redactText } from '../result/redact.ts';
import { createSessionRegistry } from '../runner/session/session-registry.ts';
import { createProcessGuard } from '../runner/subject/process-guard.ts';
import { type CaFiles, writeCaFiles } from '../runner/write-ca-files.ts';
import { checkRemote } from './check-remote.ts';
import { defineCommand } from './define-command.ts';
import { listenForEnd } from './listen-for-end.ts';
import { createKeyCommands } from './proxy/key-commands.ts';
import { openApi } from './proxy/open-api.ts';
import { planProxies } from './proxy/plan-proxies.ts';
import { type StartedProxy, startPlanned } from './proxy/start-planned.ts';
import { tellSessions } from './proxy/tell-sessions.ts';
import { readListen } from './read-listen.ts';
import { reportError } from './report-error.ts';
import { allowRemote, insecure } from './run-options.ts';
import { selectionOptions } from './select-cases.ts';
import { parseInteger, readSetting } from './settings.ts';

export const proxy = defineCommand({
  name: 'proxy',
  usage: '[url]',
  summary: 'The proxy alone, or several, with faults of your choice and an API; tells live what it sees',
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
    config: { type: 'string', requiresArg: true, describe: 'Start the proxies of this file, YAML or JSON' },
    api: {
      type: 'string',
      requiresArg: true,
      describe: 'Serve the control API on HOST:PORT or PORT; proxies can then be added while it runs',
    },
    'api-token': {
      type: 'string',
      requiresArg: true,
      describe: 'Clients of the API must send it; needed beyond the loopback',
    },
    metrics: { type: 'boolean', describe: 'The API serves /metrics, for Prometheus' },
    verbose: { type: 'boolean', alias: 'v', describe: 'A line for every frame' },
    seed: { type: 'string', requiresArg: true, describe: 'Of all randomness; default 1 [WSCHAOS_SEED]' },
  },
  examples: [
    ["$0 proxy ws://127.0.0.1:8080 --fault 'drop:frames=pong,for=5s,at=10s'", 'pongs vanish for 5 s'],
    ['$0 proxy builtin:echo --tls self-signed --fault tls:mode=expired', 'new TLS clients meet an expired certificate'],
    ["$0 proxy builtin:echo --fault 'reset:when={event: message, nth: 4}'", 'RST at the fourth message'],
    ['$0 proxy ws://127.0.0.1:8080 --api 8474', 'steered by HTTP: http://127.0.0.1:8474/v1/openapi.json'],
  ],
  epilogue:
    'The first line on stdout is the address to dial (NAME ADDRESS of each where there are several); then a line for every ' +
    'event. "at" counts from the start of the proxy, with --scenario from the first connection that opens. Ctrl-C or ' +
    'SIGTERM is the way to end it.',
  exitCodes: [
    ['0', 'ended by Ctrl-C, SIGTERM or SIGHUP, or its reader is gone'],
    ['2', 'bad flag, fault or scenario; no target'],
    ['3', 'port in use; target not started, or ended'],
  ],
  async run(args, context) {
    const { io, paintFor } = context;
    const planned = await planProxies(args, context);
    const given = readSetting('seed', args.seed, io.env);
    const seed = given === undefined ? 1 : parseInteger(given, 0);
    const apiAddress = args.api === undefined ? undefined : readListen(args.api, '--api');
    for (const flag of ['api-token', 'metrics'] as const) {
      if (apiAddress === undefined && args[flag] !== undefined) {
        throw new WschaosError('cli.usage', `--${flag} needs --api beside it: it is of the API`);
      }
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
      const tellsFrames = apiAddress !== undefined || args.verbose === true;
      const options = { registry, guard, seed, isInsecure: args.insecure === true, tellsFrames, signal: stopped };
      for (const one of planned) started.push(await startPlanned(one, options));
      if (apiAddress !== undefined) {
        const token = args['api-token'];
        const onDefect = (error: unknown): void => void reportError(error, io);
        const api = await openApi({ registry, address: apiAddress, token, metrics: args.metrics === true, onDefect });
        closing.unshift(api.close);
        io.stderr.write(`the API is ${api.url}/v1\n`);
      }
      const isAlone = started.length === 1;
      for (const { session } of started) {
        io.stdout.write(isAlone ? `${session.url}\n` : `${session.name} ${session.url}\n`);
        const who = isAlone ? '' : `${session.name} `;
        io.stderr.write(`${who}forwards to ${redactText(session.target)}${isAlone ? '; Ctrl-C ends it' : ''}\n`);
        if (session.ca === undefined) continue;
        const files = await writeCaFiles(session.ca, io.env, guard);
        trusted.push(files);
        io.stderr.write(`clients${isAlone ? '' : ` of ${session.name}`} are to trust ${files.env.WSCHAOS_CA_FILE}\n`);
      }
      if (!isAlone) io.stderr.write('Ctrl-C ends it\n');
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
  },
});
