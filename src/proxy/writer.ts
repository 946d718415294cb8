import type net from 'node:net';
import type { Clock } from '../base/clock.ts';
import type { EndKind } from '../faults/action.ts';
import type { FrameView } from '../faults/define-fault.ts';
import type { PeerSocket } from './peer.ts';
import { resetSocket } from './socket-end.ts';
import type { Meaning, Unit } from './unit.ts';

/** How long written bytes get to leave the machine before a RST that must not overtake them. */
const settleMs = 5;

/** What a fault has the writer do, in order. */
export type WriterCommand =
  | { readonly kind: 'inject'; readonly bytes: Uint8Array }
  | { readonly kind: 'seal' }
  | { readonly kind: 'end' }
  | { readonly kind: 'reset' };

export interface WriterHost {
  readonly clock: Clock;
  readonly onDelivered: (frame: FrameView) => void;
  readonly onMeaning: (meaning: Meaning) => void;
}

/** The last station of one direction: writes to the receiver, and knows where a frame of our own may stand. */
export interface Writer {
  /** Where to write; what came before waits. */
  attach(receiver: PeerSocket): void;
  /** The receiver is somebody else's now. */
  detach(): void;
  write(unit: Unit): void;
  /** Runs now, or behind an `inject` that waits for the next frame boundary; `done` is called when it has happened. */
  command(command: WriterCommand, done?: () => void): void;
  /** An `inject` waits: the flow must bring the frames one by one. */
  waitsForBoundary(): boolean;
  /** The receiver does not keep up. */
  isCongested(): boolean;
  /** Nothing that comes will be written any more. */
  isFinished(): boolean;
}

/** `onRelief` is called when the writer can take more again. */
export function createWriter(host: WriterHost, onRelief: () => void): Writer {
  let receiver: PeerSocket | undefined;
  let early: Unit[] | undefined;
  let commands: { readonly command: WriterCommand; readonly done: (() => void) | undefined }[] | undefined;
  let atBoundary = true;
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

  const runCommands = (): void => {
    while (commands !== undefined) {
      const [next, ...others] = commands;
      if (next === undefined || (next.command.kind === 'inject' && !atBoundary && !sealed && ended === undefined))
        break;
      commands = others.length === 0 ? undefined : others;
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
      writeEnd(unit.how);
      runCommands();
      return;
    }
    const socket = open();
    if (socket === undefined) return;
    if (unit.bytes.length > 0) socket.write(unit.bytes);
    atBoundary = unit.boundaryAfter;
    for (const frame of unit.completes) host.onDelivered(frame);
    if (unit.meaning !== undefined) host.onMeaning(unit.meaning);
    if (atBoundary && commands !== undefined) runCommands();
  };

  return {
    attach(peer) {
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
      commands = [...(commands ?? []), { command, done }];
      runCommands();
    },
    waitsForBoundary: () => commands !== undefined,
    isFinished: () => sealed || ended !== undefined,
    isCongested: () => !sealed && open()?.writableNeedDrain === true,
  };
}
