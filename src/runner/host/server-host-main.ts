import type { BuiltinTargetSpec } from '../../scenario/scenario-case.ts';
import { startServer } from '../../server/start-server.ts';
import { calmCollector } from '../calm-collector.ts';
import { createLoopDelayMonitor } from '../loop-delay.ts';
import { realClock } from '../real-clock.ts';
import { fitLateness } from './fit-lateness.ts';
import { openHostChannel } from './host-channel.ts';
import type { ServerHostOrder, ServerHostReport } from './server-host-contract.ts';

// The program that runs the built-in server of a large fleet.

calmCollector();
const loopDelay = createLoopDelayMonitor(realClock);

async function begin({ kind: _, server: kind, ...options }: BuiltinTargetSpec): Promise<void> {
  loopDelay.start();
  const { url } = await startServer({
    ...{ kind, ...options, clock: realClock },
    onSent: (stream, sequence) => channel.tell({ kind: 'sent', stream, sequence, t: realClock.now() }),
    onDelivered: (stream, sequence) => channel.tell({ kind: 'delivered', stream, sequence, t: realClock.now() }),
  });
  channel.tell({ kind: 'listening', url });
}

function obey(order: ServerHostOrder): void {
  switch (order.kind) {
    case 'begin':
      begin(order.spec).catch((error: unknown) =>
        channel.tell({ kind: 'failed', why: error instanceof Error ? error.message : String(error) }),
      );
      return;
    case 'lateness':
      channel.tell({ kind: 'lateness', lateness: fitLateness(loopDelay.latenessBetween(order.from, order.to)) });
      return;
    default:
      order satisfies never;
  }
}

const channel = openHostChannel<ServerHostOrder, ServerHostReport>(obey, () => process.exit());
