import type { ProxyEvent } from '../proxy/proxy-event.ts';

/** Stands in for clients that nothing tells apart. */
export interface Slots {
  onProxyEvent(event: ProxyEvent): void;
  /** From 1; `undefined` for a connection beyond those that the clients can have. */
  clientOf(connection: number): number | undefined;
}

/**
 * A connection takes the first slot that never had one, or else the first whose connections are all finished or were
 * touched by a fault: it is taken to be the way back of one that was lost.
 */
export function createSlots(count: number): Slots {
  const owners = new Map<number, number>();
  /** Connections that work as far as is known, by slot. */
  const working = Array.from({ length: count }, (): Set<number> => new Set());
  const used = new Set<number>();

  const free = (): number => {
    const fresh = working.findIndex((_, index) => !used.has(index));
    return fresh >= 0 ? fresh : working.findIndex(({ size }) => size === 0);
  };

  return {
    onProxyEvent(event) {
      if (event.kind === 'accept') {
        const slot = free();
        if (slot < 0) return;
        used.add(slot);
        working[slot]?.add(event.connection);
        owners.set(event.connection, slot + 1);
        return;
      }
      const isOver =
        event.kind === 'closed' ||
        event.kind === 'injected' ||
        // A page or a health check, which no client under test is.
        event.kind === 'plain-http' ||
        (event.kind === 'end' && event.side === 'client');
      if (isOver && event.connection !== undefined) for (const set of working) set.delete(event.connection);
    },
    clientOf: (connection) => owners.get(connection),
  };
}
