import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse, stringify } from 'yaml';
import { formatDurationLiteral } from '../../../src/base/duration.ts';
import type { Failure } from './failures.ts';
import type { SetUp } from './set-up.ts';

export const clientsFolder = fileURLToPath(new URL('../clients', import.meta.url));
export const upstreamsFolder = fileURLToPath(new URL('../upstreams', import.meta.url));

/** Where the faults of a silence fall in the client's heartbeat, as shares of its interval: the middles of three thirds. */
const phases: readonly number[] = [1 / 6, 3 / 6, 5 / 6];

const repetitions = 3;
/** After the client is steady, as the bundled scenarios have it or nearly so. */
const startMs = 500;
/** For the way back, once the longest heartbeat has told. */
const backMs = 15_000;
const quickMs = 20_000;
const slowMs = 45_000;
/** For a client without a heartbeat, which is not expected to notice. */
const longestSilenceMs = 40_000;
/** To see that a client that sends no pings sends none. */
const pinglessMs = 10_000;
const benignMs = 8_000;

type Document = Record<string, unknown> & { readonly faults: readonly Record<string, unknown>[] };

/**
 * The bundled scenario with the same faults, for another client and its server; without the reference client's expectations.
 * Heartbeats among an application's messages cannot be told from them, so the phase counts from `steady`: one case for each.
 */
export function adaptScenario(bundled: string, failure: Failure, setUp: SetUp, port: number): string {
  const { name, description, tags, measure, faults } = parse(bundled) as Document;
  const places = isSilent(failure, setUp) ? placesOf(setUp) : undefined;
  const isPingless = failure.kind === 'pongs' && !setUp.sendsPings;
  const [first, ...rest] = faults;
  return stringify({
    version: 1,
    name,
    description,
    tags,
    target: describeTarget(setUp, port),
    client: describeClient(setUp),
    ...(setUp.ready === undefined ? {} : { traffic: { ready: setUp.ready } }),
    ...(measure === undefined ? {} : { measure }),
    ...(places === undefined ? {} : { matrix: { at: places.map(formatDurationLiteral) } }),
    faults: places === undefined ? faults : [{ ...first, at: `\${matrix.at}` }, ...rest],
    repeat: {
      count: places === undefined && !isPingless ? repetitions : 1,
      phase: 'none',
      maxInvalid: isPingless ? 0 : 1,
    },
    timeout: formatDurationLiteral(timeoutOf(failure, setUp)),
  });
}

const isSilent = ({ kind }: Failure, { heartbeat, sendsPings }: SetUp): boolean =>
  heartbeat !== 'none' && (kind === 'silence' || (kind === 'pongs' && sendsPings));

function placesOf({ heartbeat }: SetUp): readonly number[] {
  return phases.map((phase) => startMs + Math.round(phase * (heartbeat === 'none' ? 0 : heartbeat.intervalMs)));
}

/** How long an iteration may take from `steady`. */
export function timeoutOf({ kind }: Failure, { heartbeat, sendsPings }: SetUp): number {
  if (kind === 'loss') return quickMs;
  if (kind === 'slow') return slowMs;
  if (kind === 'benign') return benignMs;
  if (kind === 'pongs' && !sendsPings) return pinglessMs;
  if (heartbeat === 'none') return longestSilenceMs;
  // The beat before the fault, one that is not answered, and its deadline.
  return 2 * heartbeat.intervalMs + heartbeat.timeoutMs + backMs;
}

function describeTarget({ upstream }: SetUp, port: number): unknown {
  if (upstream === 'built-in') return { builtin: 'ticker', interval: '500ms', padding: '4KiB' };
  return {
    command: ['node', path.join(upstreamsFolder, upstream.file), String(port)],
    url: `ws://127.0.0.1:${port}${upstream.path}`,
  };
}

function describeClient({ client }: SetUp): unknown {
  if (client === 'reference') return { type: 'reference' };
  if ('page' in client) return { type: 'browser', page: path.join(clientsFolder, client.page) };
  return { type: 'command', command: [...client.command, path.join(clientsFolder, client.file)] };
}
