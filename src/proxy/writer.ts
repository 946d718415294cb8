import type net from 'node:net';
import type { Cancel, Clock, Instant } from '../base/clock.ts';
import type { EndKind } from '../faults/action.ts';
import type { FrameView } from '../faults/fault-hooks.ts';
import { type Direction, isControl } from '../wire/frame.ts';
import type { PeerSocket } from './peer.ts';
import { resetPeer } from './socket-end.ts';
import { completedBy, type Meaning, type Unit } from './unit.ts';

/** How long written bytes get to leave the machine before a RST that must not overtake them. */
const settleMs = 4;

/** What a fault has the writer do, in order. */
export type WriterCommand =
  | { readonly kind: 'inject'; readonly bytes: Uint8Array; readonly between: 'frames' | 'messages' }
  | { readonly kind: 'seal' }
  | { readonly kind: 'end' }
  | { readonly kind: 'reset' };

interface WaitingCommand {
  readonly command: WriterCommand;
  readonly done: ((t: Instant) => void) | undefined;
}

/** So many may wait for their place, and so many bytes for a receiver that does not read: the rest of a flood is gone. */
const maxWaiting = 10_000;
const maxUnsentBytes = 16 * 2 ** 20;

export interface WriterHost {
  readonly clock: Clock;
  readonly onDelivered: (frame: FrameView) => void;
  readonly onMeaning: (meaning: Meaning) => void;
  /** A fault has ended the connection in the middle, and the receiver was told. */
  readonly onCut: (direction: Direction, how: EndKind) => void;
}

/** The last station of one direction: writes to the receiver, and knows where a frame of our own may stand. */
export interface Writer {
  /** Where to write; what came before waits. */
  attach(receiver: PeerSocket): void;
  /** The receiver is somebody else's now. */
  detach(): void;
  write(unit: Unit): void;
  /**
   * Runs now, or behind an `inject` that waits for its place; `done` is called when it has happened, with the instant just before. Of a flood of `inject`s
   * to a receiver that does not read only the first are kept.
   */
  command(command: WriterCommand, done?: (t: Instant) => void): void;
  /** An `inject` waits: the flow must bring the frames one by one. */
  waitsForBoundary(): boolean;
  /** The receiver does not keep up. */
  isCongested(): boolean;
  /** Nothing that comes will be written any more. */
  isFinished(): boolean;
  /** The connection is gone: a RST that waited for its writes is no longer needed. */
  dispose(): void;
}

/** `onRelief` is called when the writer can take more again. */
export function createWriter(direction: Direction, host: WriterHost, onRelief: () => void): Writer {
  return new SocketWriter(direction, host, onRelief);
}

/** A class, because there are two for every connection, and closures would be a tenth of what it costs (DESIGN.md, "Memory"). */
class SocketWriter implements Writer {
  readonly #direction: Direction;
  readonly #host: WriterHost;
  readonly #onRelief: () => void;
  #receiver: PeerSocket | undefined;
  #early: Unit[] | undefined;
  #commands: WaitingCommand[] | undefined;
  /** The receiver was behind at the last look. */
  #isFull = false;
  #atBoundary = true;
  #inMessage = false;
  #sealed = false;
  #ended: EndKind | undefined;
  #cancelReset: Cancel | undefined;
  #isResetting = false;
  #disposed = false;

  constructor(direction: Direction, host: WriterHost, onRelief: () => void) {
    this.#direction = direction;
    this.#host = host;
    this.#onRelief = onRelief;
  }

  attach(peer: PeerSocket): void {
    if (this.#receiver === peer) return;
    this.#receiver?.socket.off('drain', this.#onRelief);
    this.#receiver = peer;
    peer.socket.on('drain', this.#onRelief);
    const waiting = this.#early ?? [];
    this.#early = undefined;
    for (const unit of waiting) this.write(unit);
  }

  detach(): void {
    this.#receiver?.socket.off('drain', this.#onRelief);
    this.#receiver = undefined;
    this.#early = undefined;
  }

  write(unit: Unit): void {
    if (this.#sealed) return;
    if (this.#receiver === undefined) {
      this.#early ??= [];
      this.#early.push(unit);
      return;
    }
    if (unit.kind === 'end') {
      if (unit.isCut === true) this.#cut(unit.how);
      else this.#writeEnd(unit.how);
      this.#runCommands();
      return;
    }
    const socket = this.#open();
    if (socket === undefined) return;
    if (unit.bytes.length > 0) this.#send(socket, unit.bytes);
    this.#atBoundary = unit.boundaryAfter;
    for (const frame of completedBy(unit)) {
      if (!isControl(frame.header.opcode)) this.#inMessage = !frame.endsMessage;
      this.#host.onDelivered(frame);
    }
    if (unit.meaning !== undefined) this.#host.onMeaning(unit.meaning);
    if (this.#atBoundary && this.#commands !== undefined) this.#runCommands();
  }

  command(command: WriterCommand, done?: (t: Instant) => void): void {
    if (command.kind === 'inject' && this.#isFlooded()) return;
    this.#commands ??= [];
    this.#commands.push({ command, done });
    this.#runCommands();
  }

  waitsForBoundary(): boolean {
    return this.#commands !== undefined;
  }

  isCongested(): boolean {
    if (!this.#isFull || this.#sealed) return false;
    const socket = this.#open();
    this.#isFull = socket !== undefined && isBehind(socket);
    return this.#isFull;
  }

  isFinished(): boolean {
    return this.#sealed || this.#ended !== undefined;
  }

  dispose(): void {
    this.#disposed = true;
    this.#cancelReset?.();
  }

  /** The receiver while it can be written to. */
  #open(): net.Socket | undefined {
    const receiver = this.#receiver;
    return this.#ended === undefined && receiver?.socket.writable === true ? receiver.socket : undefined;
  }

  #send(socket: net.Socket, bytes: Uint8Array): void {
    if (!socket.write(bytes)) this.#isFull = isBehind(socket);
  }

  #writeEnd(how: EndKind): boolean {
    const receiver = this.#receiver;
    if (receiver === undefined || receiver.raw.destroyed || this.#ended === 'reset' || this.#ended === how)
      return false;
    if (how === 'reset') resetPeer(receiver);
    else this.#open()?.end();
    this.#ended = how;
    return true;
  }

  #resetAfterWrites(done: ((t: Instant) => void) | undefined): void {
    this.#sealed = true;
    if (this.#isResetting) return;
    this.#isResetting = true;
    const reset = (): void => {
      const t = this.#host.clock.now();
      if (this.#writeEnd('reset')) done?.(t);
    };
    // In two steps: in between the event loop turns, so that a peer in this very process has read, however late it is.
    const settle = (): void => this.#later(settleMs, () => this.#later(1, reset));
    const socket = this.#open();
    if (socket === undefined) settle();
    else socket.write('', settle);
  }

  #later(ms: number, run: () => void): void {
    const { clock } = this.#host;
    if (!this.#disposed) this.#cancelReset = clock.schedule(clock.now() + ms, run);
  }

  #cut(how: EndKind): void {
    const done = (): void => this.#host.onCut(this.#direction, how);
    if (how === 'reset') this.#resetAfterWrites(done);
    else if (this.#writeEnd('fin')) done();
    this.#sealed = true;
  }

  #run(command: WriterCommand, done: ((t: Instant) => void) | undefined): void {
    const t = this.#host.clock.now();
    switch (command.kind) {
      case 'inject': {
        const socket = this.#sealed ? undefined : this.#open();
        if (socket === undefined) return;
        this.#send(socket, command.bytes);
        break;
      }
      case 'seal':
        this.#sealed = true;
        break;
      case 'end':
        if (!this.#writeEnd('fin')) return;
        break;
      case 'reset':
        this.#resetAfterWrites(done);
        return;
    }
    done?.(t);
  }

  #isFlooded(): boolean {
    return (this.#commands?.length ?? 0) >= maxWaiting || (this.#open()?.writableLength ?? 0) > maxUnsentBytes;
  }

  /** A frame of our own waits for its place; once nothing is written any more it waits for nothing. */
  #mustWait(command: WriterCommand): boolean {
    if (command.kind !== 'inject' || this.isFinished()) return false;
    return !this.#atBoundary || (command.between === 'messages' && this.#inMessage);
  }

  #runCommands(): void {
    while (this.#commands !== undefined) {
      const [next] = this.#commands;
      if (next === undefined || this.#mustWait(next.command)) break;
      this.#commands.shift();
      if (this.#commands.length === 0) this.#commands = undefined;
      this.#run(next.command, next.done);
    }
    // What is sealed or ended takes all that comes.
    if (this.isFinished()) this.#onRelief();
  }
}

/** Node wants a pause behind every large write, also behind one that has left at once. */
function isBehind({ writableNeedDrain, writableLength }: net.Socket): boolean {
  return writableNeedDrain && writableLength > 0;
}
