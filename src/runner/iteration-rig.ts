import type { Clock, Instant } from '../base/clock.ts';
import { createProxy, type RunningProxy } from '../proxy/proxy.ts';
import type { ProxyEvent } from '../proxy/proxy-event.ts';
import type { Observation } from '../result/observation.ts';
import { clientTraits } from '../scenario/client-traits.ts';
import type { ScenarioCase } from '../scenario/scenario-case.ts';
import { type Attribution, countPorts } from './attribution.ts';
import { createSubject } from './create-subject.ts';
import { needsProcesses } from './host/needs-processes.ts';
import { startServerHost } from './host/server-host.ts';
import type { Lateness } from './loop-delay.ts';
import type { MessageLedger } from './message-ledger.ts';
import { readTlsIdentity } from './read-tls-identity.ts';
import type { RunningTarget } from './running-target.ts';
import { type RunningClients, startClients } from './start-clients.ts';
import { type MessageCounters, startBuiltinTarget } from './start-target.ts';
import type { BrowserPool } from './subject/browser/browser-pool.ts';
import type { ProcessGuard } from './subject/process-guard.ts';
import type { ClientTrust } from './subject/subject.ts';
import { writeCaFiles } from './write-ca-files.ts';

export interface RigOptions {
  readonly scenario: ScenarioCase;
  readonly attribution: Attribution;
  readonly iteration: number;
  readonly seed: number;
  /** A server that is not ours; `undefined`: the case's built-in one is started. */
  readonly target: RunningTarget | undefined;
  readonly clock: Clock;
  readonly guard: ProcessGuard;
  readonly browsers: BrowserPool;
  readonly ledger: MessageLedger;
  readonly signal: AbortSignal;
  /** Somebody here looks into messages, so that none may be compressed. */
  readonly readsMessages: boolean;
  readonly align: (start: () => void) => void;
  /** The proxy listens. */
  readonly onListening?: ((proxy: Pick<RunningProxy, 'port' | 'url'>) => void) | undefined;
  readonly onProxyEvent: (event: ProxyEvent) => void;
  readonly onObservation: (observation: Observation) => void;
}

/** Server, proxy and clients of one iteration, up and running. */
export interface IterationRig {
  readonly proxy: RunningProxy;
  /** Of each further process of ours that takes part: how late it was between two instants. */
  readLateness(from: Instant, to: Instant): Promise<readonly Lateness[]>;
  /** What the clients printed last. */
  readonly outputs: RunningClients['outputs'];
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** Starts them in this order; what was started is closed again when a later one fails. */
export async function startRig(options: RigOptions): Promise<IterationRig> {
  const { scenario, attribution, clock, guard, browsers, ledger, seed } = options;
  const opened: (() => Promise<void>)[] = [];
  const close = async (): Promise<void> => {
    const endings = opened.splice(0).reverse();
    const failures: unknown[] = [];
    for (const end of endings) await end().catch((error: unknown) => failures.push(error));
    if (failures.length > 0) throw failures[0];
  };

  const tellDisturbed = (why: string): void => options.onProxyEvent({ kind: 'disturbed', why, t: clock.now() });

  const startTarget = async (): Promise<RunningTarget> => {
    if (options.target !== undefined) return options.target;
    if (scenario.target.kind !== 'builtin') throw new Error('a target that is not built in serves a whole case');
    const counters: MessageCounters = {
      onSent: (stream, sequence, t) => ledger.sent('down', stream, sequence, t),
      onDelivered: (stream, sequence, t) => ledger.delivered('up', stream, sequence, t),
    };
    const started = needsProcesses(scenario.client)
      ? await startServerHost({ spec: scenario.target, clock, guard, signal: options.signal, ...counters })
      : await startBuiltinTarget(scenario.target, clock, counters);
    opened.push(started.close);
    started.ended.addEventListener('abort', () => tellDisturbed(String(started.ended.reason)));
    return started;
  };

  const trust = async (ca: string, certificate: string): Promise<ClientTrust> => {
    const { client } = scenario;
    if (!clientTraits[client.kind].isProgram) return { ca, certificate, env: {} };
    const own = 'env' in client ? client.env : {};
    const { env, remove } = await writeCaFiles(ca, { ...process.env, ...own }, guard);
    opened.push(remove);
    return { ca, certificate, env };
  };

  let clients: RunningClients | undefined;
  try {
    const { host, port, tls } = scenario.listen;
    const target = await startTarget();
    const proxy = await createProxy({
      target: target.url,
      headers: target.headers,
      rejectUnauthorized: target.rejectUnauthorized,
      listen: {
        host,
        port,
        ports: countPorts(scenario.client),
        tls: tls === undefined ? undefined : await readTlsIdentity(tls),
      },
      faults: scenario.faults,
      seed,
      clock,
      clientOf: attribution.clientOfLink,
      align: options.align,
      onProcess({ side, what }, done) {
        if (side === 'server') {
          target.program?.perform(what, done);
          return;
        }
        if (what === 'start') throw new Error('a client is started once an iteration');
        clients?.signal(clientSignals[what]);
        done();
      },
      readsMessages: options.readsMessages,
      onEvent(event) {
        attribution.onProxyEvent(event);
        options.onProxyEvent(event);
      },
    });
    opened.push(proxy.close);
    attribution.listensAt(proxy.ports);
    options.onListening?.(proxy);
    const subject = createSubject(
      scenario,
      { clock, guard, browsers },
      {
        onSent: (stream, sequence, t) => ledger.sent('up', stream, sequence, t),
        onDelivered: (stream, sequence, t) => ledger.delivered('down', stream, sequence, t),
      },
    );
    opened.push(async () => subject.close?.());
    const running = await startClients({
      subject,
      count: scenario.client.count,
      startOverMs: scenario.client.startOverMs,
      // A target may be written http://; what dials a WebSocket wants ws://.
      urls: proxy.urls.map((url) => url.replace(/^http/, 'ws')),
      tls:
        proxy.ca === undefined || proxy.certificate === undefined
          ? undefined
          : await trust(proxy.ca, proxy.certificate),
      seed,
      iteration: options.iteration,
      clock,
      signal: options.signal,
      onObservation: options.onObservation,
      onDisturbed: tellDisturbed,
      onNote: (text) => options.onProxyEvent({ kind: 'note', text, t: clock.now() }),
    });
    clients = running;
    // What a fault holds back would hold up the clients' closing handshakes, each for its whole timeout.
    opened.push(async () => {
      proxy.liftAll();
      await running.close();
    });
    const readLateness: IterationRig['readLateness'] = async (from, to) => {
      const asked = [target.readLateness?.(from, to), subject.readLateness?.(from, to)];
      return (await Promise.all(asked)).flatMap((late) => late ?? []);
    };
    return {
      proxy,
      readLateness,
      get outputs() {
        return running.outputs;
      },
      close,
      [Symbol.asyncDispose]: close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

const clientSignals = { kill: 'SIGKILL', terminate: 'SIGTERM', pause: 'SIGSTOP', resume: 'SIGCONT' } as const;
