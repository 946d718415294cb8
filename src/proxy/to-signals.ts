import type { ProxyEvent } from './proxy-event.ts';
import { frameEvents, type TriggerSignal } from './trigger.ts';

/** What triggers can wait for, in an event of the proxy. */
export function toSignals(event: ProxyEvent): readonly TriggerSignal[] {
  const plain = { direction: undefined, frame: undefined, fault: undefined } as const;
  switch (event.kind) {
    case 'accept':
      return [{ ...plain, event: 'connect', connection: event.connection }];
    case 'handshake':
    case 'open':
      return [{ ...plain, event: event.kind, connection: event.connection }];
    case 'end':
      return [
        {
          ...plain,
          event: 'disconnect',
          connection: event.connection,
          direction: event.side === 'client' ? 'to-server' : 'to-client',
        },
      ];
    case 'frame':
      return frameEvents(event.frame).map((name) => ({
        ...plain,
        event: name,
        connection: event.connection,
        direction: event.frame.direction,
        frame: event.frame,
      }));
    case 'plain-http':
    case 'answer':
    case 'delivered':
    case 'closed':
    case 'gone':
    case 'upstream-failed':
    // The engine signals its own faults.
    case 'fault-start':
    case 'injected':
    case 'affected':
    case 'fault-end':
    case 'note':
    case 'disturbed':
      return noSignals;
    default:
      return event satisfies never;
  }
}

const noSignals: readonly TriggerSignal[] = [];
