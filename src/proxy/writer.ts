import type net from 'node:net';
import type { Clock } from '../base/clock.ts';
import type { EndKind } from '../faults/action.ts';
import type { FrameView } from '../faults/define-fault.ts';
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

export interface WriterOptions {
  readonly clock: Clock;
  readonly onDelivered: (frame: FrameView) => void;
  readonly onMeaning: (meaning: Meaning) => void;
  /** The receiver's socket can take more again. */
  readonly onDrain: () => void;
}

/** The last station of one direction: writes to the receiver, and knows where a frame of our own may stand. */
export interface Writer {
  /** Where to write; what came before waits. */
  attach(socket: net.Socket, raw: net.Socket): void;
  write(unit: Unit): void;
  /** Runs now, or behind an `inject` that waits for the next frame boundary; `done` is called when it has run. */
  command(command: WriterCommand, done?: () => void): void;
  /** An `inject` waits: the flow must bring the frames one by one. */
  readonly waitsForBoundary: boolean;
  /** The receiver does not keep up. */
  readonly congested: boolean;
  /** Nothing more will be written: sealed, ended or reset. */
  readonly finished: boolean;
}

export function createWriter({ clock, onDelivered, onMeaning, onDrain }: WriterOptions): Writer {
  let socket: net.Socket | undefined;
  let rawSocket: net.Socket | undefined;
  let early: Unit[] = [];
  let commands: { readonly command: WriterCommand; readonly done: (() => void) | undefined }[] = [];
  let atBoundary = true;
  let sealed = false;
  let ended: EndKind | undefined;

  const writeEnd = (how: EndKind): void => {
    if (ended === 'reset' || ended === how) return;
    ended = how;
    if (how === 'reset') {
      if (rawSocket !== undefined) resetSocket(rawSocket);
    } else if (socket?.writable) socket.end();
  };

  const resetAfterWrites = (done: (() => void) | undefined): void => {
    sealed = true;
    const finish = (): void => {
      clock.schedule(clock.now() + settleMs, () => {
        writeEnd('reset');
        done?.();
      });
    };
    if (socket?.writable) socket.write('', finish);
    else finish();
  };

  const run = (command: WriterCommand, done: (() => void) | undefined): void => {
    switch (command.kind) {
      case 'inject':
        if (!sealed && ended === undefined && socket?.writable) socket.write(command.bytes);
        break;
      case 'seal':
        sealed = true;
        break;
      case 'end':
        writeEnd('fin');
        break;
      case 'reset':
        resetAfterWrites(done);
        return;
    }
    done?.();
  };

  const runCommands = (): void => {
    while (commands.length > 0) {
      const next = commands[0] as (typeof commands)[number];
      if (next.command.kind === 'inject' && !atBoundary && !sealed) return;
      commands = commands.slice(1);
      run(next.command, next.done);
    }
  };

  const write = (unit: Unit): void => {
    if (sealed) return;
    if (socket === undefined) {
      early.push(unit);
      return;
    }
    if (unit.kind === 'end') {
      writeEnd(unit.how);
      return;
    }
    if (ended !== undefined) return;
    if (socket.writable && unit.bytes.length > 0) socket.write(unit.bytes);
    atBoundary = unit.boundaryAfter;
    for (const frame of unit.completes) onDelivered(frame);
    if (unit.meaning !== undefined) onMeaning(unit.meaning);
    if (atBoundary && commands.length > 0) runCommands();
  };

  return {
    attach(receiver, raw) {
      socket = receiver;
      rawSocket = raw;
      receiver.on('drain', onDrain);
      const waiting = early;
      early = [];
      for (const unit of waiting) write(unit);
      runCommands();
    },
    write,
    command(command, done) {
      commands.push({ command, done });
      runCommands();
    },
    get waitsForBoundary() {
      return commands.length > 0;
    },
    get congested() {
      return socket?.writableNeedDrain === true && !socket.destroyed && !sealed;
    },
    get finished() {
      return sealed || ended !== undefined;
    },
  };
}
