import type { Instant } from '../../base/clock.ts';
import { WschaosError } from '../../base/error.ts';
import type { FaultPlan } from '../../faults/fault-plan.ts';
import type { ProxyOptions } from '../../proxy/proxy.ts';
import type { ProxyEvent } from '../../proxy/proxy-event.ts';
import { parseTarget } from '../../proxy/target.ts';
import type { ScenarioClientDraft } from '../../scenario/scenario-draft.ts';
import { type FaultEntry, parseFaultEntries } from '../parse-fault-entries.ts';
import { realClock } from '../real-clock.ts';
import type { StartProxyOptions } from '../start-proxy.ts';
import { type ConnectionView, createConnectionBook, type Totals } from './connection-book.ts';
import { createTeller } from './create-teller.ts';
import { createEventLog, type EventLog, type EventLogOptions } from './event-log.ts';
import { exportScenario } from './export-scenario.ts';
import { createFaultBook, type ThrownFault } from './fault-book.ts';
import { createFrameTeller } from './frame-teller.ts';
import type { Told } from './log-entry.ts';
import { createMeasuredProxy } from './measured-proxy.ts';
import { createMeasurementBook } from './measurement-book.ts';
import { createPortSwitch, isSwitchFault } from './port-switch.ts';
import { scenarioTargetOf } from './scenario-target.ts';
import { readSessionName } from './session-name.ts';
import { viewFault, viewMeasurement } from './view-fault.ts';
import type { FaultView, MeasurementView } from './views.ts';

export interface ProxySessionOptions extends Omit<StartProxyOptions, 'onEvent'>, Pick<ProxyOptions, 'onProcess'> {
  /** Letters, digits and `_ . : @ -`, at most 128 of them; the first one a letter, a digit or `_`. */
  readonly name: string;
  /** False: its port is closed until `enable()`. Default true. */
  readonly enabled?: boolean;
  /** Faults of a scenario file, beside {@link StartProxyOptions.faults}, and how each is written there. */
  readonly armed?: readonly { readonly plan: FaultPlan; readonly entry: FaultEntry }[];
  /**
   * From when on `at` counts for the faults that are there from the beginning; the first fault that is thrown in by hand sets
   * it, too. Default `start`.
   */
  readonly origin?: 'start' | 'first-open';
  /** How a scenario file is to name the target. Default: its URL. */
  readonly scenarioTarget?: string | Readonly<Record<string, unknown>>;
  /**
   * The log keeps the first 1,024 bytes of payloads. `permessage-deflate` is then taken out of the handshakes, which changes
   * what is sent. Default false.
   */
  readonly payloads?: boolean;
  readonly log?: EventLogOptions;
  /** Hears what the proxy tells, before the session's log does; it must be quick. */
  readonly onEvent?: (event: ProxyEvent) => void;
}

/** What a saved scenario is to say beside what was seen. */
export interface ScenarioExportOptions {
  /** Names the case; default `explored`. */
  readonly scenarioName?: string;
  /** Default: the reference client, with a heartbeat as quick as the client's that was seen. */
  readonly client?: ScenarioClientDraft;
  /** The {@link MeasurementView.number} of the fault to save, with what belongs to it; default: the newest. */
  readonly measurement?: number;
}

/** A proxy that is steered by hand while it runs. Instants that it tells are milliseconds since it began. */
export interface ProxySession {
  readonly name: string;
  /** As it was given. */
  readonly target: string;
  readonly host: string;
  readonly port: number;
  /** What a client is to dial. */
  readonly url: string;
  /** PEM of the authority that a client must trust; `undefined` without TLS. */
  readonly ca: string | undefined;
  readonly enabled: boolean;
  /** On `CLOCK_MONOTONIC`. */
  readonly startedAt: Instant;
  /** Milliseconds since it began. */
  readonly ageMs: number;
  readonly keepsPayloads: boolean;
  readonly log: EventLog;
  /** The connections that are up. */
  connections(): readonly ConnectionView[];
  readonly totals: Totals;
  /** Since it began; what was detected and reopened as the log tells it, of single connections. */
  readonly counts: {
    readonly thrown: number;
    readonly detected: number;
    readonly detectionMs: number;
    readonly reopened: number;
  };
  /** Resets one connection, by a fault that is aimed at it. @throws {WschaosError} `connection.unknown` */
  resetConnection(id: number): void;
  /** The faults that are not over. */
  faults(): readonly FaultView[];
  /** @throws {WschaosError} `fault.unknown` */
  fault(id: string): FaultView;
  /**
   * Throws a fault in; without `at` or `when` it acts before this returns. Gives what `faults()` tells of it, or told of it
   * had it lasted.
   * @throws {WschaosError} `fault.invalid`, with its problems; `fault.exists`; `proxy.closed`
   */
  inject(entry: FaultEntry): FaultView;
  /** Ends a fault, or keeps it from beginning. @throws {WschaosError} `fault.unknown` */
  lift(id: string): void;
  /** Lifts every fault, also those that have not begun. */
  clear(): void;
  /** What was measured of each fault that was thrown in, the oldest first. */
  measurements(): readonly MeasurementView[];
  /** Opens the port again. @throws {WschaosError} `port.in-use` when it was taken meanwhile */
  enable(): Promise<void>;
  /** Closes the port and resets every connection; the faults stay. It is measured like a fault. */
  disable(): void;
  /**
   * What was done last, as the text of a scenario file that passes.
   * @throws {WschaosError} `scenario.empty`, `measurement.unknown`
   */
  exportScenario(options?: ScenarioExportOptions): string;
  /** Cuts every connection; nothing is left, no port, no socket, no timer. */
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

const payloadBytes = 1_024;

/**
 * Starts a proxy with a name; it listens when the promise is fulfilled.
 * @throws {WschaosError} `proxy.invalid-name`, and what {@link startProxy} throws
 */
export async function createProxySession(options: ProxySessionOptions): Promise<ProxySession> {
  const { target, listen = {}, faults: entries = [], armed = [], seed = 1, payloads = false } = options;
  const { host = '127.0.0.1', port = 0, tls } = listen;
  const hasTls = tls !== undefined;
  const name = readSessionName(options.name);
  parseTarget(target);
  const given = parseFaultEntries(entries, target, { hasTls });
  const all = [
    ...armed,
    ...entries.flatMap((entry, index) => given.slice(index, index + 1).map((plan) => ({ plan, entry }))),
  ];
  const plans = all.map(({ plan }) => plan);
  const startedAt = realClock.now();
  const log = createEventLog(options.log);
  const connections = createConnectionBook();
  const faults = createFaultBook();
  const since = (t: Instant): number => t - startedAt;
  const add = (told: Told) => log.add({ ...told, t: since(told.t) });
  const tell = createTeller((id) => faults.all.findLast((one) => one.id === id)?.plan);
  // Every frame passes here: where the log keeps none, none is told.
  const tellFrame = options.log?.maxFrames === 0 ? () => {} : createFrameTeller(payloads ? payloadBytes : 0, add);
  const counts = { thrown: 0, detected: 0, detectionMs: 0, reopened: 0 };
  let hasBegun = false;
  let isLogging = false;

  const begin = (): void => {
    if (hasBegun) return;
    hasBegun = true;
    faults.begin(now());
    measured.proxy.begin();
  };

  const onEvent = (event: ProxyEvent): void => {
    options.onEvent?.(event);
    connections.onProxyEvent(event);
    faults.onProxyEvent(event);
    portSwitch.onProxyEvent(event);
    if (event.kind === 'frame' || event.kind === 'delivered') tellFrame(event);
    const told = tell(event);
    if (told?.kind === 'detected') {
      counts.detected++;
      counts.detectionMs += told.afterMs;
    } else if (told?.kind === 'reopened') counts.reopened++;
    if (told !== undefined && !('fault' in told && isSwitchFault(told.fault))) add(told);
    if (event.kind === 'open') begin();
  };

  const measured = await createMeasuredProxy({
    ...{ target, plans, seed, ready: 'round-trip', listen: { host, port, tls }, readsMessages: payloads },
    ...{ rejectUnauthorized: options.rejectUnauthorized ?? true, headers: options.headers ?? {} },
    ...(options.onProcess === undefined ? {} : { onProcess: options.onProcess }),
    onEvent: (event) => onEvent(event),
    onChange: () => isLogging && measurements.changed(),
  });
  const { proxy, now } = measured;
  const measurements = createMeasurementBook(measured, () => faults.all);

  const throwIn = (entry: FaultEntry): ThrownFault => {
    // What is done by hand waits for nobody.
    begin();
    let thrown: ThrownFault | undefined;
    measured.inject(entry, (plan, episode) => {
      thrown = faults.add({ plan, entry: { ...entry, id: plan.id }, episode, thrownAt: now() });
      counts.thrown++;
      measurements.entered(thrown);
    });
    return thrown as ThrownFault;
  };

  const portSwitch = createPortSwitch({
    throwIn,
    lift: (id) => liftOne(id),
    tell: (told) => add({ ...told, t: now() }),
  });

  const liftOne = (id: string): void => {
    faults.lift(id, now());
    measured.lift(id);
  };
  const findLive = (id: string): ThrownFault => {
    const found = isSwitchFault(id) ? undefined : faults.find(id);
    if (found !== undefined) return found;
    throw new WschaosError('fault.unknown', `no fault "${id}" is there, or it is over`);
  };
  const live = (): readonly ThrownFault[] => faults.all.filter(({ id, isOver }) => !isOver && !isSwitchFault(id));

  const inject = (entry: FaultEntry): FaultView => {
    const { id } = entry;
    if (id !== undefined && (isSwitchFault(id) || faults.find(id) !== undefined)) {
      throw new WschaosError('fault.exists', `a fault with the id "${id}" is there already`);
    }
    return viewFault(throwIn(entry), now(), startedAt);
  };

  const close = async (): Promise<void> => {
    portSwitch.close();
    await measured.close();
  };

  for (const { plan, entry } of all) {
    const episode = measured.episodes.newest;
    faults.add({ plan, entry: { ...entry, id: plan.id }, episode, thrownAt: startedAt });
  }
  isLogging = true;
  if (options.origin !== 'first-open') begin();
  if (options.enabled === false) portSwitch.disable();

  return {
    ...{ name, target, startedAt, log, host: proxy.host, port: proxy.port, url: proxy.url, ca: proxy.ca },
    keepsPayloads: payloads,
    get enabled() {
      return portSwitch.isOn;
    },
    get ageMs() {
      return since(now());
    },
    connections: () => connections.list(now()),
    get totals() {
      return connections.totals;
    },
    get counts() {
      return { ...counts };
    },
    resetConnection(id) {
      if (!connections.has(id)) throw new WschaosError('connection.unknown', `no connection ${id} is up`);
      throwIn({ fault: 'reset', connections: { nth: id } });
    },
    faults: () => live().map((fault) => viewFault(fault, now(), startedAt)),
    fault: (id) => viewFault(findLive(id), now(), startedAt),
    inject,
    lift: (id) => liftOne(findLive(id).id),
    clear() {
      for (const { id } of live()) liftOne(id);
    },
    measurements: () => faults.all.map((fault) => viewMeasurement(fault, measurements.judge(fault), startedAt)),
    enable: portSwitch.enable,
    disable: portSwitch.disable,
    exportScenario(wanted = {}) {
      const all = faults.all.map((fault) => ({ fault, ...measurements.judge(fault, { isFresh: true }) }));
      const target = options.scenarioTarget ?? scenarioTargetOf(options);
      const observations = measured.recorder.read();
      return exportScenario(all, {
        ...wanted,
        target,
        hasTls,
        heartbeatMs: connections.heartbeatMs,
        observations,
        now: now(),
      });
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}
