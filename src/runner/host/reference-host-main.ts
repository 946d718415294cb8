import { calmCollector } from '../calm-collector.ts';
import { createLoopDelayMonitor } from '../loop-delay.ts';
import { realClock } from '../real-clock.ts';
import { createReferenceSubject } from '../subject/reference-subject.ts';
import type { Subject, SubjectHandle } from '../subject/subject.ts';
import { fitLateness } from './fit-lateness.ts';
import { openHostChannel } from './host-channel.ts';
import type { ReferenceHostOrder, ReferenceHostReport } from './reference-host-contract.ts';

// The program that runs some of a fleet's reference clients, and tells what they tell.

calmCollector();
const loopDelay = createLoopDelayMonitor(realClock);
/** An order to close may come while a client still starts. `undefined`: it could not be started. */
const clients = new Map<number, Promise<SubjectHandle | undefined>>();
let subject: Subject | undefined;

type Start = Extract<ReferenceHostOrder, { kind: 'start' }>;

async function start({ client, url, tls, seed, iteration }: Start): Promise<SubjectHandle> {
  if (subject === undefined) throw new Error('nobody said what the clients are like');
  return subject.start({
    ...{ client, url, tls, seed, iteration },
    onEvent(event) {
      // No figure is made of a message, and there may be many.
      if (event.ev !== 'message') channel.tell({ kind: 'event', client, event });
    },
    // They have no process of their own that could end.
    onExit: () => {},
    onDisturbed: () => {},
  });
}

async function close(client: number): Promise<void> {
  await (await clients.get(client))?.close();
  clients.delete(client);
  channel.tell({ kind: 'closed', client });
}

function obey(order: ReferenceHostOrder): void {
  switch (order.kind) {
    case 'begin': {
      const { policy, traffic, numbersMessages, namesItself } = order;
      subject = createReferenceSubject({
        ...{ policy, traffic, numbersMessages, namesItself, clock: realClock },
        onSent: (stream, sequence) => channel.tell({ kind: 'sent', stream, sequence, t: realClock.now() }),
        onDelivered: (stream, sequence) => channel.tell({ kind: 'delivered', stream, sequence, t: realClock.now() }),
      });
      loopDelay.start();
      channel.tell({ kind: 'begun' });
      return;
    }
    case 'start': {
      const { client } = order;
      const starting = start(order).catch((error: unknown) => {
        const why = error instanceof Error ? error.message : String(error);
        channel.tell({ kind: 'failed', client, why });
        return undefined;
      });
      clients.set(client, starting);
      return;
    }
    case 'close':
      void close(order.client);
      return;
    case 'lateness':
      channel.tell({ kind: 'lateness', lateness: fitLateness(loopDelay.latenessBetween(order.from, order.to)) });
      return;
    default:
      order satisfies never;
  }
}

const channel = openHostChannel<ReferenceHostOrder, ReferenceHostReport>(obey, async () => {
  await Promise.all([...clients.values()].map(async (client) => (await client)?.close()));
  process.exit();
});
