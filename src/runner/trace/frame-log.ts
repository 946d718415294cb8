import type { Instant } from '../../base/clock.ts';
import type { FrameView } from '../../faults/fault-hooks.ts';
import type { ProxyEvent } from '../../proxy/proxy-event.ts';
import type { TracedFrame } from '../../result/trace/trace-line.ts';
import { decodeClosePayload } from '../../wire/close-payload.ts';
import { type FrameHeader, opcodes } from '../../wire/frame.ts';
import { tracePayload } from './trace-payload.ts';

export interface FrameLogOptions {
  /** Of so many frames the first half and the last are kept. An even number. */
  readonly maxFrames: number;
  /** So much of each payload is kept. */
  readonly payloadBytes: number;
  /** No more of all payloads together: up to the fault the last ones, for half of it, and then the first ones. */
  readonly maxPayloadBytes: number;
}

/** The frames of one iteration, as numbers: while something is measured, nothing else is made of them. */
export interface FrameLog {
  onProxyEvent(event: ProxyEvent): void;
  /** The iteration is over: nothing is added any more, and what only served that is let go. */
  seal(): void;
  /** How many frames there were beyond those that are kept. */
  readonly leftOut: number;
  /** What it keeps in memory. */
  readonly bytes: number;
  /** Those that the frames that are kept belong to. */
  connections(): ReadonlySet<number>;
  /** `at`: an instant as the trace tells it. In the order in which they were told. */
  read(clientOf: (connection: number) => number, at: (t: Instant) => number): readonly TracedFrame[];
}

const flags = { fin: 0x10, rsv1: 0x20, rsv2: 0x40, rsv3: 0x80, toServer: 0x100, isRead: 0x200 } as const;
const names = new Map<number, string>(Object.entries(opcodes).map(([name, opcode]) => [opcode, name]));
const firstCapacity = 64;
const noBytes = new Uint8Array();

/** Bytes that a frame takes in the arrays below. */
const bytesEach = 8 + 8 + 8 + 4 + 2 + 2;
/** What a payload takes beside itself, and a header that is waited for. */
const bytesAround = 250;

export function createFrameLog({ maxFrames, payloadBytes, maxPayloadBytes }: FrameLogOptions): FrameLog {
  const head = maxFrames / 2;
  /** `NaN`: it was never sent, or never delivered. */
  let sentAt = new Float64Array(firstCapacity);
  let deliveredAt = new Float64Array(firstCapacity);
  let lengths = new Float64Array(firstCapacity);
  let connections = new Uint32Array(firstCapacity);
  let marks = new Uint16Array(firstCapacity);
  /** Of Close frames; 0: it has none. */
  let codes = new Uint16Array(firstCapacity);
  const payloads = new Map<number, Uint8Array>();
  let payloadTotal = 0;
  let isInjected = false;
  let isSealed = false;
  let total = 0;
  /**
   * Which frame, counted from 0, each header belongs to of which only one thing was told: that it came, or that it went. The
   * header is the same object both times, and what is passed on at once has gone before it is told to have come.
   */
  const halfTold = new Map<FrameHeader, number>();
  /** What is dropped stays there. Where there are too many of them, of no further one can be told what becomes of it. */
  const maxHalfTold = 10 * maxFrames;
  let beyond = 0;

  /** The first half stays where it is; behind it the last ones go round. */
  const slotOf = (ordinal: number): number => (ordinal < head ? ordinal : head + ((ordinal - head) % head));
  const isKept = (ordinal: number): boolean => ordinal < head || ordinal >= total - head;

  const grow = (): void => {
    const capacity = Math.min(maxFrames, sentAt.length * 2);
    const enlarge = <T extends { set(from: T): void }>(bigger: T, from: T): T => {
      bigger.set(from);
      return bigger;
    };
    sentAt = enlarge(new Float64Array(capacity), sentAt);
    deliveredAt = enlarge(new Float64Array(capacity), deliveredAt);
    lengths = enlarge(new Float64Array(capacity), lengths);
    connections = enlarge(new Uint32Array(capacity), connections);
    marks = enlarge(new Uint16Array(capacity), marks);
    codes = enlarge(new Uint16Array(capacity), codes);
  };

  /** The oldest, down to so many bytes of all. */
  const dropPayloads = (bytes: number): void => {
    for (const [slot, { length }] of payloads) {
      if (payloadTotal <= bytes) return;
      payloads.delete(slot);
      payloadTotal -= length;
    }
  };

  const keepPayload = (slot: number, payload: Uint8Array | undefined): void => {
    payloadTotal -= payloads.get(slot)?.length ?? 0;
    payloads.delete(slot);
    const wanted = Math.min(payload?.length ?? 0, payloadBytes);
    if (!isInjected) dropPayloads(maxPayloadBytes - wanted);
    const length = Math.min(wanted, maxPayloadBytes - payloadTotal);
    if (payload === undefined || length === 0) return;
    // A copy: the chunk that it is a part of may be far larger.
    payloads.set(slot, payload.slice(0, length));
    payloadTotal += length;
  };

  const add = (connection: number, { header, direction, payload }: FrameView): number => {
    const slot = slotOf(total++);
    if (slot >= sentAt.length) grow();
    sentAt[slot] = Number.NaN;
    deliveredAt[slot] = Number.NaN;
    lengths[slot] = header.payloadLength;
    connections[slot] = connection;
    marks[slot] =
      header.opcode |
      (header.fin ? flags.fin : 0) |
      (header.rsv1 ? flags.rsv1 : 0) |
      (header.rsv2 ? flags.rsv2 : 0) |
      (header.rsv3 ? flags.rsv3 : 0) |
      (direction === 'to-server' ? flags.toServer : 0) |
      (payloadBytes > 0 && payload !== undefined ? flags.isRead : 0);
    codes[slot] = header.opcode === opcodes.close && payload !== undefined ? codeOf(payload) : 0;
    keepPayload(slot, payload);
    return slot;
  };

  const listSlots = (): readonly number[] => {
    const first = Array.from({ length: Math.min(head, total) }, (_, nth) => nth);
    const last = Array.from({ length: Math.min(head, total - first.length) }, (_, nth) => total - 1 - nth).reverse();
    return [...first, ...last].map(slotOf);
  };

  const read: FrameLog['read'] = (clientOf, at) => {
    const readSlot = (slot: number): TracedFrame => {
      const mark = marks[slot] ?? 0;
      const sent = sentAt[slot] ?? Number.NaN;
      const delivered = deliveredAt[slot] ?? Number.NaN;
      const isMade = Number.isNaN(sent);
      const connection = connections[slot] ?? 0;
      const opcode = mark & 0xf;
      const length = lengths[slot] ?? 0;
      const code = codes[slot] ?? 0;
      // Without room for anything of it, it is cut to nothing.
      const payload = (mark & flags.isRead) === 0 ? undefined : (payloads.get(slot) ?? noBytes);
      const rsv = ([1, 2, 3] as const).filter((bit) => (mark & flags[`rsv${bit}`]) !== 0);
      return {
        // One that was passed on at once had come by then.
        t: at(delivered < sent || isMade ? delivered : sent),
        kind: 'frame',
        connection,
        client: clientOf(connection),
        direction: (mark & flags.toServer) === 0 ? 'to-client' : 'to-server',
        opcode: names.get(opcode) ?? `0x${opcode.toString(16)}`,
        fin: (mark & flags.fin) !== 0,
        ...(rsv.length === 0 ? {} : { rsv }),
        length,
        delivered: Number.isNaN(delivered) ? null : at(delivered),
        ...(isMade ? { made: true } : {}),
        ...(code === 0 ? {} : { code }),
        ...(payload === undefined ? {} : { payload: tracePayload(payload, length) }),
      };
    };
    return listSlots().map(readSlot);
  };

  const tell = (connection: number, frame: FrameView, t: Instant, instants: 'sent' | 'delivered'): void => {
    const known = halfTold.get(frame.header);
    if (known !== undefined) halfTold.delete(frame.header);
    else if (halfTold.size < maxHalfTold) halfTold.set(frame.header, total);
    else {
      if (instants === 'sent') beyond++;
      return;
    }
    if (known !== undefined && !isKept(known)) return;
    const slot = known === undefined ? add(connection, frame) : slotOf(known);
    if (instants === 'sent') sentAt[slot] = t;
    else deliveredAt[slot] = t;
  };

  return {
    onProxyEvent(event) {
      if (isSealed) return;
      if (event.kind === 'frame') tell(event.connection, event.frame, event.t, 'sent');
      else if (event.kind === 'delivered') tell(event.connection, event.frame, event.t, 'delivered');
      else if (event.kind === 'injected' && !isInjected) {
        dropPayloads(maxPayloadBytes / 2);
        isInjected = true;
      }
    },
    seal() {
      isSealed = true;
      halfTold.clear();
    },
    connections: () => new Set(listSlots().map((slot) => connections[slot] ?? 0)),
    get leftOut() {
      return Math.max(0, total - maxFrames) + beyond;
    },
    get bytes() {
      return sentAt.length * bytesEach + payloadTotal + (payloads.size + halfTold.size) * bytesAround;
    },
    read,
  };
}

function codeOf(payload: Uint8Array): number {
  const closed = decodeClosePayload(payload);
  return closed.code ?? 0;
}
