import type { ClientPolicy } from '../../base/client-policy.ts';
import type { Cancel, Clock, Instant } from '../../base/clock.ts';
import { WschaosError } from '../../base/error.ts';
import { createRandom } from '../../base/random.ts';
import { createReferenceClient } from '../../client/reference-client.ts';
import type { TrafficSpec } from '../../scenario/scenario-case.ts';
import { clientHeader } from '../client-header.ts';
import type { Subject } from './subject.ts';

export interface ReferenceSubjectOptions {
  readonly policy: ClientPolicy;
  readonly clock: Clock;
  readonly traffic: TrafficSpec['send'];
  /** The server knows the envelope: JSON is sent numbered, so that it can be counted. Text always goes out as it is. */
  readonly numbersMessages: boolean;
  /** Several share a proxy: each names itself on its upgrade requests. */
  readonly namesItself: boolean;
  /** A numbered message was accepted by `send()`, or delivered to the client. */
  readonly onSent: (stream: string, sequence: number) => void;
  readonly onDelivered: (stream: string, sequence: number) => void;
}

/** How far the messages that it is to send may fall behind. */
const maxBacklogMs = 100;

/** The bundled client as a client under test; it runs in this process. */
export function createReferenceSubject(options: ReferenceSubjectOptions): Subject {
  const { clock, policy, traffic } = options;
  return {
    async start(context) {
      const id = `client-${context.client}`;
      const client = createReferenceClient({
        url: context.url,
        policy: options.namesItself
          ? { ...policy, headers: { ...policy.headers, [clientHeader]: String(context.client) } }
          : policy,
        clock,
        random: createRandom(context.seed, 'client', context.client),
        id,
        ca: context.tls?.ca,
        onEvent: ({ ev, t, code, cause, err }) =>
          context.onEvent({
            ev,
            t,
            ...(code === undefined ? {} : { code }),
            ...(cause === undefined ? {} : { cause }),
            ...(err === undefined ? {} : { err }),
          }),
        onSent: (sequence) => options.onSent(id, sequence),
        onDelivered: (sequence, stream) => options.onDelivered(stream, sequence),
      });
      let cancelTraffic: Cancel = () => {};
      const send = ({ text, format }: NonNullable<TrafficSpec['send']>): void => {
        try {
          if (format === 'json' && options.numbersMessages) client.send(JSON.parse(text));
          else client.sendText(text);
        } catch (error) {
          if (!(error instanceof WschaosError)) throw error;
          context.onEvent({ ev: 'error', t: clock.now(), cause: error.code, err: error.message });
        }
      };
      const sendFrom = (dueAt: Instant): void => {
        if (traffic === undefined) return;
        cancelTraffic = clock.schedule(dueAt, () => {
          send(traffic);
          // A rate is kept over the whole, but what a long standstill left undone is not made up for at once.
          sendFrom(Math.max(dueAt + traffic.everyMs, clock.now() - maxBacklogMs));
        });
      };
      client.start();
      if (traffic !== undefined) sendFrom(clock.now() + traffic.everyMs);
      return {
        close() {
          cancelTraffic();
          return client.close();
        },
        log: [],
      };
    },
  };
}
