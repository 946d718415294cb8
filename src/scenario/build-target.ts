import { parseAddress } from '../base/address.ts';
import type { CheckContext } from './describe-issues.ts';
import type { FileAccess } from './load-tree.ts';
import { findKey, findPlace, quote } from './located-node.ts';
import { problemAt } from './place.ts';
import { readTargetUrl } from './read-target-url.ts';
import { resolveFrom } from './resolve-from.ts';
import type { BuiltinTargetSpec, ListenSpec, TargetSpec } from './scenario-case.ts';
import type { ScenarioEntries } from './scenario-schema.ts';

type TargetEntry = Exclude<NonNullable<ScenarioEntries['target']>, string>;

/** The keys that go with each kind of target. */
const keysOf = {
  url: ['url', 'headers', 'rejectUnauthorized'],
  builtin: ['builtin', 'interval', 'padding', 'heartbeat', 'handshakeTimeout', 'maxBuffered', 'deflate'],
  command: ['command', 'url', 'ready'],
} as const;

/** A target that is a URL, as `--target` gives it; or what is wrong with it. */
export function parseTargetUrl(text: string): TargetSpec | string {
  const url = readTargetUrl(text);
  if (typeof url === 'string') return url;
  return { kind: 'url', url: text, headers: {}, rejectUnauthorized: true };
}

/** Turns `target:` into its specification; `undefined` when it has problems, which are reported. */
export function buildTarget(
  entry: NonNullable<ScenarioEntries['target']>,
  context: CheckContext,
  access: FileAccess,
): TargetSpec | undefined {
  const given: TargetEntry = typeof entry === 'string' ? { url: entry } : entry;
  const kind = given.command !== undefined ? 'command' : given.builtin !== undefined ? 'builtin' : 'url';
  const { root, report } = context;
  for (const key of Object.keys(given) as (keyof TargetEntry)[]) {
    if (given[key] === undefined || keysOf[kind].some((valid) => valid === key)) continue;
    report(
      problemAt(findKey(root, ['target', key]) ?? findPlace(root, ['target']), `"${key}" does not go with "${kind}"`),
    );
  }
  if (kind === 'builtin') {
    return buildBuiltin(given.builtin ?? 'echo', given);
  }
  if (given.url === undefined) {
    const what =
      kind === 'command' ? 'a command needs the "url" where it answers' : 'a target needs "url" or "builtin"';
    report(problemAt(findPlace(root, ['target']), what));
    return undefined;
  }
  const target = parseTargetUrl(given.url);
  if (typeof target === 'string') {
    report(problemAt(findPlace(root, typeof entry === 'string' ? ['target'] : ['target', 'url']), target));
    return undefined;
  }
  if (given.command !== undefined) {
    const { folder } = resolveFrom(['target', 'command'], context, access);
    return { kind: 'command', command: given.command, url: given.url, ready: given.ready, cwd: folder };
  }
  const { headers = {}, rejectUnauthorized = true } = given;
  return { kind: 'url', url: given.url, headers, rejectUnauthorized };
}

function buildBuiltin(server: BuiltinTargetSpec['server'], given: TargetEntry): BuiltinTargetSpec {
  const { interval = 1_000, padding, heartbeat, handshakeTimeout, maxBuffered, deflate } = given;
  return {
    kind: 'builtin',
    server,
    intervalMs: interval,
    ...(padding === undefined ? {} : { padding }),
    ...(heartbeat === undefined ? {} : { heartbeat: { intervalMs: heartbeat.interval, timeoutMs: heartbeat.timeout } }),
    ...(handshakeTimeout === undefined ? {} : { handshakeTimeoutMs: handshakeTimeout }),
    ...(maxBuffered === undefined ? {} : { maxBufferedBytes: maxBuffered }),
    ...(deflate === undefined ? {} : { deflate }),
  };
}

/** Turns `listen:` into its specification; the default is any free port of 127.0.0.1. */
export function buildListen(
  entry: ScenarioEntries['listen'],
  context: CheckContext,
  access: FileAccess,
): ListenSpec | undefined {
  const given = typeof entry === 'string' ? { address: entry } : (entry ?? {});
  const { address = '127.0.0.1:0', tls } = given as Exclude<typeof entry, string | undefined>;
  const parsed = parseAddress(address);
  if (parsed === undefined) {
    const path = typeof entry === 'string' ? ['listen'] : ['listen', 'address'];
    const message = `${quote(address)} is not an address; expected HOST:PORT such as "127.0.0.1:0" or "[::1]:8080"`;
    context.report(problemAt(findPlace(context.root, path), message));
    return undefined;
  }
  const resolve = (key: 'cert' | 'key', path: string): string =>
    resolveFrom(['listen', 'tls', key], context, access).resolve(path);
  return {
    ...parsed,
    tls: typeof tls === 'object' ? { cert: resolve('cert', tls.cert), key: resolve('key', tls.key) } : tls,
  };
}
