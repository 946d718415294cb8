import { WschaosError } from '../base/error.ts';
import type { Loss } from './cause.ts';
import { type Connection, type ConnectionHandlers, createConnection } from './connection.ts';
import { createGapWatch } from './gap-watch.ts';
import { mergePolicy } from './merge-policy.ts';
import { createReconnectPlanner } from './reconnect-decision.ts';
import type {
  ClientState,
  ReferenceClient,
  ReferenceClientEvent,
  ReferenceClientOptions,
} from './reference-client-contract.ts';
import { createSendQueue } from './send-queue.ts';
import { createTimerSet } from './timer-set.ts';
import { createUrlSequence } from './url-source.ts';

/** What an envelope weighs beside its data; an estimate, for the bound of the queue. */
const envelopeBytes = 80;

/**
 * The reference client: a correct baseline whose waits follow from policy and seed, and a probe that names the cause of each
 * loss. One attempt is in flight at a time; whatever happens to an old socket happens beside the next attempt.
 *
 * @example
 * const client = createReferenceClient({ url: 'ws://127.0.0.1:8080', clock, random: createRandom(7), id: 'a', onEvent });
 * client.start();
 * client.send({ hello: 1 });
 * await client.close();
 *
 * @throws WschaosError `client.url`
 */
export function createReferenceClient(options: ReferenceClientOptions): ReferenceClient {
  const { clock, id } = options;
  const policy = mergePolicy(options.policy ?? {});
  const url = createUrlSequence(options.url);
  const planner = createReconnectPlanner(policy.reconnect, options.random);
  const queue = createSendQueue(policy.queue);
  const gaps = createGapWatch();
  const timers = createTimerSet<'dial'>(clock);
  /** Every connection of which something is left. */
  const connections = new Set<Connection>();
  /** The state where no connection decides it. */
  let state: Exclude<ClientState, { generation: number }> | undefined = { kind: 'idle' };
  let current: Connection | undefined;
  let generation = 0;
  let readySequence = 0;
  let receivedMessages = 0;
  let losses = 0;
  let closing: Promise<void> | undefined;
  let onAllClosed: (() => void) | undefined;

  const emit = (event: Omit<ReferenceClientEvent, 't' | 'generation'>, of = generation): void => {
    options.onEvent?.({ ...event, t: clock.now(), generation: of });
  };

  const flush = (): void => {
    while (current?.writable === true) {
      const message = queue.take();
      if (message === undefined) return;
      current.write(message);
    }
  };

  const forget = (connection: Connection): void => {
    connections.delete(connection);
    if (connections.size === 0) onAllClosed?.();
  };

  const retryOrGiveUp = (loss: Loss, readyAt: number | undefined): void => {
    const now = clock.now();
    const decision = planner.decide(loss, readyAt, now);
    if (decision.kind === 'give-up') {
      state = { kind: 'failed', cause: loss.cause };
      emit({ ev: 'giveup', ...loss });
      return;
    }
    const { attempt, delayMs } = decision;
    state = { kind: 'waiting', attempt, dueAt: now + delayMs };
    timers.arm('dial', now + delayMs, () => dial(attempt));
  };

  const dial = (attempt: number): void => {
    const own = ++generation;
    let readyAt: number | undefined;
    const handlers: ConnectionHandlers = {
      onOpen: () => emit({ ev: 'open' }),
      onReady() {
        readyAt = clock.now();
        emit({ ev: 'ready' });
        flush();
      },
      onMessage(data, down) {
        receivedMessages++;
        emit({ ev: 'message', data });
        if (down === undefined) return;
        options.onDelivered?.(down.s, down.c);
        const gap = gaps.observe(down.c, down.s);
        if (gap !== undefined) emit({ ev: 'error', cause: 'seq.gap', err: `missing ${gap.from} to ${gap.to}` });
      },
      onAcknowledged: queue.acknowledge,
      onWritable: flush,
      onLost(loss, phase) {
        losses++;
        queue.requeue();
        if (readyAt === undefined) emit({ ev: 'error', phase, ...loss });
        emit({ ev: 'loss', phase, ...loss });
        if (state === undefined) retryOrGiveUp(loss, readyAt);
      },
      onClosed(code, cause) {
        if (code !== undefined) emit({ ev: 'close', code, cause }, own);
        forget(connection);
      },
    };
    state = undefined;
    emit({ ev: 'connecting', attempt });
    // Who hears of it may have closed this client.
    if (state !== undefined) return;
    const connection = createConnection(
      {
        ...{ url, generation: own, clientId: id, policy, clock, lookup: options.lookup },
        rejectUnauthorized: options.rejectUnauthorized ?? true,
        ca: options.ca,
        nextReadySequence: () => ++readySequence,
      },
      handlers,
    );
    connections.add(connection);
    current = connection;
  };

  const shutDown = (): Promise<void> => {
    if (state?.kind !== 'failed') state = { kind: 'stopped' };
    timers.dispose();
    for (const connection of [...connections]) {
      if (connection === current) connection.close();
      else connection.destroy();
    }
    if (connections.size === 0) return Promise.resolve();
    return new Promise((resolve) => {
      onAllClosed = resolve;
    });
  };

  const close = (): Promise<void> => {
    closing ??= shutDown();
    return closing;
  };

  return {
    start() {
      if (state?.kind !== 'idle') return;
      planner.begin(clock.now());
      dial(0);
    },
    send(data) {
      if (state?.kind === 'stopped' || state?.kind === 'failed') return undefined;
      const sequence = queue.accept(data, envelopeBytes + measure(data));
      if (sequence === undefined) return undefined;
      options.onSent?.(sequence);
      flush();
      return sequence;
    },
    sendText(text) {
      if (current?.writeText(text) === true) return true;
      emit({ ev: 'error', cause: 'send.error', err: 'there is no open connection' });
      return false;
    },
    get state() {
      return state ?? { kind: current?.phase ?? 'connecting', generation };
    },
    stats: () => ({
      ...{ acceptedSequence: queue.acceptedSequence, ackedSequence: queue.ackedSequence },
      ...{ waitingMessages: queue.waiting, unackedMessages: queue.unacked, queuedBytes: queue.bytes },
      ...{ droppedMessages: queue.dropped, receivedMessages, losses },
      ...{ generations: generation, openSockets: connections.size },
    }),
    close,
    [Symbol.asyncDispose]: close,
  };
}

function measure(data: unknown): number {
  try {
    return data === undefined ? 0 : JSON.stringify(data).length;
  } catch (cause) {
    throw new WschaosError('client.data', 'the data of a message cannot be written as JSON', { cause });
  }
}
