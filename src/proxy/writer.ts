import type net from 'node:net';
import type { Clock } from '../base/clock.ts';
import type { EndKind } from '../faults/action.ts';
import type { FrameView } from '../faults/fault-hooks.ts';
import { type Direction, isControl } from '../wire/frame.ts';
import type { PeerSocket } from './peer.ts';
import { resetSocket } from './socket-end.ts';
import type { Meaning, Unit } from './unit.ts';

/** How long written bytes get to leave the machine before a RST that must not overtake them. */
const settleMs = 5;

/** What a fault has the writer do, in order. */
export type WriterCommand =
  | { readonly kind: 'inject'; readonly bytes: Uint8Array; readonly between: 'frames' | 'messages' }
  | { readonly kind: 'seal' }
  | { readonly kind: 'end' }
  | { readonly kind: 'reset' };

interface WaitingCommand {
  readonly command: WriterCommand;
  readonly done: (() => void) | undefined;
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
   * Runs now, or behind an `inject` that waits for its place; `done` is called when it has happened. Of a flood of `inject`s
   * to a receiver that does not read only the first are kept.
   */
  command(command: WriterCommand, done?: () => void): void;
  /** An `inject` waits: the flow must bring the frames one by one. */
  waitsForBoundary(): boolean;
  /** The receiver does not keep up. */
  isCongested(): boolean;
  /** Nothing that comes will be written any more. */
  isFinished(): boolean;
}

/** `onRelief` is called when the writer can take more again. */
export function createWriter(direction: Direction, host: WriterHost, onRelief: () => void): Writer {
  let receiver: PeerSocket | undefined;
  let early: Unit[] | undefined;
  let commands: WaitingCommand[] | undefined;
  let atBoundary = true;
  let inMessage = false;
  let sealed = false;
  let ended: EndKind | undefined;

  /** The receiver while it can be written to. */
  const open = (): net.Socket | undefined =>
    ended === undefined && receiver?.socket.writable === true ? receiver.socket : undefined;

  const writeEnd = (how: EndKind): boolean => {
    if (receiver === undefined || receiver.raw.destroyed || ended === 'reset' || ended === how) return false;
    if (how === 'reset') resetSocket(receiver.raw);
    else open()?.end();
    ended = how;
    return true;
  };

  const resetAfterWrites = (done: (() => void) | undefined): void => {
    sealed = true;
    const finish = (): void => {
      host.clock.schedule(host.clock.now() + settleMs, () => {
        if (writeEnd('reset')) done?.();
      });
    };
    const socket = open();
    if (socket === undefined) finish();
    else socket.write('', finish);
  };

  const cut = (how: EndKind): void => {
    const done = (): void => host.onCut(direction, how);
    if (how === 'reset') resetAfterWrites(done);
    else if (writeEnd('fin')) done();
    sealed = true;
  };

  const run = (command: WriterCommand, done: (() => void) | undefined): void => {
    switch (command.kind) {
      case 'inject': {
        const socket = sealed ? undefined : open();
        if (socket === undefined) return;
        socket.write(command.bytes);
        break;
      }
      case 'seal':
        sealed = true;
        break;
      case 'end':
        if (!writeEnd('fin')) return;
        break;
      case 'reset':
        resetAfterWrites(done);
        return;
    }
    done?.();
  };

  const isFlooded = (): boolean =>
    (commands?.length ?? 0) >= maxWaiting || (open()?.writableLength ?? 0) > maxUnsentBytes;

  /** A frame of our own waits for its place; once nothing is written any more it waits for nothing. */
  const mustWait = (command: WriterCommand): boolean => {
    if (command.kind !== 'inject' || sealed || ended !== undefined) return false;
    return !atBoundary || (command.between === 'messages' && inMessage);
  };

  const runCommands = (): void => {
    while (commands !== undefined) {
      const [next] = commands;
      if (next === undefined || mustWait(next.command)) break;
      commands.shift();
      if (commands.length === 0) commands = undefined;
      run(next.command, next.done);
    }
    // What is sealed or ended takes all that comes.
    if (sealed || ended !== undefined) onRelief();
  };

  const write = (unit: Unit): void => {
    if (sealed) return;
    if (receiver === undefined) {
      early ??= [];
      early.push(unit);
      return;
    }
    if (unit.kind === 'end') {
      if (unit.isCut === true) cut(unit.how);
      else writeEnd(unit.how);
      runCommands();
      return;
    }
    const socket = open();
    if (socket === undefined) return;
    if (unit.bytes.length > 0) socket.write(unit.bytes);
    atBoundary = unit.boundaryAfter;
    for (const frame of unit.completes) {
      if (!isControl(frame.header.opcode)) inMessage = !frame.endsMessage;
      host.onDelivered(frame);
    }
    if (unit.meaning !== undefined) host.onMeaning(unit.meaning);
    if (atBoundary && commands !== undefined) runCommands();
  };

  return {
    attach(peer) {
      if (receiver === peer) return;
      receiver?.socket.off('drain', onRelief);
      receiver = peer;
      peer.socket.on('drain', onRelief);
      const waiting = early ?? [];
      early = undefined;
      for (const unit of waiting) write(unit);
    },
    detach() {
      receiver?.socket.off('drain', onRelief);
      receiver = undefined;
      early = undefined;
    },
    write,
    command(command, done) {
      if (command.kind === 'inject' && isFlooded()) return;
      commands ??= [];
      commands.push({ command, done });
      runCommands();
    },
    waitsForBoundary: () => commands !== undefined,
    isFinished: () => sealed || ended !== undefined,
    isCongested: () => !sealed && open()?.writableNeedDrain === true,
  };
}
