import type { ToldFrame } from './api-types.ts';

/** What a frame is drawn as. */
export const frameKinds = ['message', 'ping', 'pong', 'close'] as const;
export type FrameKind = (typeof frameKinds)[number];

/** A frame as it is drawn. */
export interface DrawnFrame {
  readonly t: number;
  readonly connection: number;
  readonly kind: FrameKind;
  readonly isToServer: boolean;
  readonly isDelivered: boolean;
}

/** The newest frames, in columns of numbers: a minute at 5,000 a second, with which nothing is left to collect. */
export interface FrameRing {
  readonly size: number;
  push(frame: Pick<ToldFrame, 'id' | 't' | 'connection' | 'opcode' | 'direction' | 'delivered'>): void;
  /** A frame that had been held back was passed on. */
  deliver(id: number): void;
  /** Hands out those of a span of time, the oldest first: as numbers, for there may be 300,000 of them, sixty times a second. */
  visit(from: number, to: number, visitor: (t: number, connection: number, flags: number) => void): void;
  clear(): void;
}

const toServer = 8;
const delivered = 4;
const kindBits = 3;

/** A message that reached the other side. */
export function isPlainMessage(flags: number): boolean {
  return (flags & kindBits) === 0 && (flags & delivered) !== 0;
}

export function isFrameToServer(flags: number): boolean {
  return (flags & toServer) !== 0;
}

export function readFrame(t: number, connection: number, flags: number): DrawnFrame {
  return {
    ...{ t, connection, kind: frameKinds[flags & kindBits] ?? 'message' },
    ...{ isToServer: isFrameToServer(flags), isDelivered: (flags & delivered) !== 0 },
  };
}

const kindCodes = new Map<string, number>([
  ['ping', 1],
  ['pong', 2],
  ['close', 3],
]);

export function createFrameRing(capacity = 2 ** 19): FrameRing {
  const times = new Float64Array(capacity);
  const ids = new Float64Array(capacity);
  const connections = new Uint32Array(capacity);
  const flags = new Uint8Array(capacity);
  /** How many there ever were. */
  let total = 0;

  /** The place of the first one whose number in a column is not below a value. */
  const find = (column: Float64Array, value: number): number => {
    let [low, high] = [Math.max(0, total - capacity), total];
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      if ((column[middle % capacity] ?? 0) < value) low = middle + 1;
      else high = middle;
    }
    return low;
  };

  return {
    get size() {
      return Math.min(total, capacity);
    },
    push({ id, t, connection, opcode, direction, delivered: isDelivered }) {
      const place = total++ % capacity;
      times[place] = t;
      ids[place] = id;
      connections[place] = connection;
      flags[place] =
        (kindCodes.get(opcode) ?? 0) | (direction === 'to-server' ? toServer : 0) | (isDelivered ? delivered : 0);
    },
    deliver(id) {
      const place = find(ids, id);
      if (place < total && ids[place % capacity] === id) {
        flags[place % capacity] = (flags[place % capacity] ?? 0) | delivered;
      }
    },
    visit(from, to, visitor) {
      for (let index = find(times, from); index < total; index++) {
        const place = index % capacity;
        const t = times[place] ?? 0;
        if (t > to) return;
        visitor(t, connections[place] ?? 0, flags[place] ?? 0);
      }
    },
    clear() {
      total = 0;
    },
  };
}
