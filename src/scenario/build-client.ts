import { type ClientPolicy, defaultClientPolicy } from '../base/client-policy.ts';
import type { ClientEntry, DeclaredHeartbeatEntry, ReferenceEntry } from './client-schema.ts';
import type { CheckContext } from './describe-issues.ts';
import type { FileAccess } from './load-tree.ts';
import { findPlace } from './located-node.ts';
import { problemAt } from './place.ts';
import { resolveFrom } from './resolve-from.ts';
import type { ClientSpec, DeclaredHeartbeat, PageSpec } from './scenario-case.ts';
import type { ScenarioEntries } from './scenario-schema.ts';

/**
 * Turns `client:` into its specification; the default is one reference client. Against a target that does not answer its
 * envelopes it is ready at the first pong, not at the acknowledgement.
 */
export function buildClient(
  given: ScenarioEntries['client'],
  targetIsBuiltin: boolean,
  context: CheckContext,
  access: FileAccess,
): ClientSpec {
  const entry: ClientEntry =
    given === undefined || given === 'reference' || given === 'external'
      ? { type: given ?? 'reference', count: 1 }
      : given;
  const common = { count: entry.count, startOverMs: entry.start?.over ?? 0 };
  switch (entry.type) {
    case 'reference':
      return { kind: 'reference', ...common, policy: buildPolicy(entry, targetIsBuiltin, context) };
    case 'command': {
      const cwd = resolveFrom(['client', 'command'], context, access).folder;
      const heartbeat = buildHeartbeat(entry.heartbeat, context);
      return { kind: 'command', ...common, command: entry.command, env: entry.env, cwd, heartbeat };
    }
    case 'module': {
      const { folder: cwd, resolve } = resolveFrom(['client', 'module'], context, access);
      checkModule(entry.module, context);
      const heartbeat = buildHeartbeat(entry.heartbeat, context);
      return { kind: 'module', ...common, module: resolve(entry.module), options: entry.options, cwd, heartbeat };
    }
    case 'browser': {
      const page: PageSpec = /^[a-z][a-z\d+.-]*:\/\//i.test(entry.page)
        ? { kind: 'url', url: entry.page }
        : { kind: 'file', path: resolveFrom(['client', 'page'], context, access).resolve(entry.page) };
      const executablePath =
        entry.executablePath === undefined
          ? undefined
          : resolveFrom(['client', 'executablePath'], context, access).resolve(entry.executablePath);
      const { random, args } = entry;
      const heartbeat = buildHeartbeat(entry.heartbeat, context);
      return { kind: 'browser', ...common, page, random, executablePath, args, heartbeat };
    }
    case 'external':
      return {
        kind: 'external',
        ...common,
        identify: readIdentify(entry.identify),
        heartbeat: buildHeartbeat(entry.heartbeat, context),
      };
  }
}

function buildPolicy(entry: ReferenceEntry, targetIsBuiltin: boolean, { root, report }: CheckContext): ClientPolicy {
  const defaults = defaultClientPolicy;
  const { heartbeat = {}, reconnect = {}, queue = {}, send = {} } = entry;
  const initialMs = reconnect.initial ?? defaults.reconnect.initialMs;
  const maxMs = reconnect.max ?? defaults.reconnect.maxMs;
  if (initialMs > maxMs) {
    const path = ['client', 'reconnect', reconnect.max === undefined ? 'initial' : 'max'];
    report(
      problemAt(findPlace(root, path), `the first delay (${initialMs} ms) is longer than the longest (${maxMs} ms)`),
    );
  }
  const [low, high] = typeof reconnect.first === 'object' ? reconnect.first.random : [0, 0];
  if (low > high) {
    const path = ['client', 'reconnect', 'first', 'random'];
    report(problemAt(findPlace(root, path), 'the range begins above its end; write the smaller first'));
  }
  return {
    protocols: entry.protocols ?? defaults.protocols,
    headers: entry.headers ?? defaults.headers,
    connectTimeoutMs: entry.connectTimeout ?? defaults.connectTimeoutMs,
    readyTimeoutMs: entry.readyTimeout ?? defaults.readyTimeoutMs,
    closeTimeoutMs: entry.closeTimeout ?? defaults.closeTimeoutMs,
    replyTimeoutMs: entry.replyTimeout ?? defaults.replyTimeoutMs,
    noticesEnd: entry.noticesEnd ?? defaults.noticesEnd,
    ready: entry.ready ?? (targetIsBuiltin ? defaults.ready : 'pong'),
    heartbeat: {
      mode: heartbeat.mode ?? defaults.heartbeat.mode,
      intervalMs: heartbeat.interval ?? defaults.heartbeat.intervalMs,
      timeoutMs: heartbeat.timeout ?? defaults.heartbeat.timeoutMs,
      maxMissed: heartbeat.maxMissed ?? defaults.heartbeat.maxMissed,
      alive: heartbeat.alive ?? defaults.heartbeat.alive,
    },
    reconnect: {
      backoff: reconnect.backoff ?? defaults.reconnect.backoff,
      initialMs,
      maxMs,
      factor: reconnect.factor ?? defaults.reconnect.factor,
      first:
        typeof reconnect.first === 'object' ? { randomMs: [low, high] } : (reconnect.first ?? defaults.reconnect.first),
      resetAfterMs: reconnect.resetAfter ?? defaults.reconnect.resetAfterMs,
      maxAttempts: reconnect.maxAttempts ?? defaults.reconnect.maxAttempts,
      maxElapsedMs: reconnect.maxElapsed ?? defaults.reconnect.maxElapsedMs,
      respectRetryAfter: reconnect.respectRetryAfter ?? defaults.reconnect.respectRetryAfter,
      fatalCloseCodes: reconnect.fatalCloseCodes ?? defaults.reconnect.fatalCloseCodes,
      authCloseCodes: reconnect.authCloseCodes ?? defaults.reconnect.authCloseCodes,
      fatalStatuses: reconnect.fatalStatuses ?? defaults.reconnect.fatalStatuses,
      authStatuses: reconnect.authStatuses ?? defaults.reconnect.authStatuses,
    },
    queue: {
      maxMessages: queue.maxMessages ?? defaults.queue.maxMessages,
      maxBytes: queue.maxBytes ?? defaults.queue.maxBytes,
      overflow: queue.overflow ?? defaults.queue.overflow,
      resend: queue.resend ?? defaults.queue.resend,
    },
    send: {
      stallTimeoutMs: send.stallTimeout ?? defaults.send.stallTimeoutMs,
      highWaterMark: send.highWaterMark ?? defaults.send.highWaterMark,
    },
  };
}

type ExternalEntry = Extract<ClientEntry, { readonly type: 'external' }>;
type ExternalSpec = Extract<ClientSpec, { readonly kind: 'external' }>;

function readIdentify(given: ExternalEntry['identify']): ExternalSpec['identify'] {
  if (given === undefined) return undefined;
  if (given === 'path') return { by: 'path' };
  return 'header' in given ? { by: 'header', name: given.header } : { by: 'query', name: given.query };
}

function checkModule(module: string, { root, report }: CheckContext): void {
  if (/\.[cm]?[jt]s$/.test(module)) return;
  const message = `"${module}" is no JavaScript or TypeScript module; run other programs with "type: command"`;
  report(problemAt(findPlace(root, ['client', 'module']), message));
}

/** What each style's detection bound is made of. */
const needs = {
  ping: ['interval', 'timeout'],
  app: ['interval', 'timeout'],
  tick: ['interval'],
  server: ['interval', 'timeout'],
  idle: ['interval', 'timeout'],
  none: [],
} as const;

function buildHeartbeat(
  given: DeclaredHeartbeatEntry | undefined,
  { root, report }: CheckContext,
): DeclaredHeartbeat | undefined {
  if (given === undefined) return undefined;
  for (const key of needs[given.style]) {
    if (given[key] !== undefined) continue;
    const message = `missing key "${key}" in client.heartbeat; the style "${given.style}" needs it`;
    report(problemAt(findPlace(root, ['client', 'heartbeat']), message));
  }
  const { interval: intervalMs = 0, timeout: timeoutMs = 0, style, frames } = given;
  if (frames !== undefined && style === 'none') {
    const place = findPlace(root, ['client', 'heartbeat', 'frames']);
    report(problemAt(place, '"frames" names beats, and the style "none" has none'));
  }
  return { intervalMs, timeoutMs, style, ...(frames === undefined ? {} : { frames }) };
}
