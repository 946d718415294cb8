import type net from 'node:net';
import type { Cancel } from '../base/clock.ts';
import type { EndKind } from '../faults/action.ts';
import type { FaultLayer } from '../faults/define-fault.ts';
import type { FrameView } from '../faults/fault-hooks.ts';
import type { Direction } from '../wire/frame.ts';
import { createStage } from './create-stage.ts';
import type { FrameIngress } from './frame-ingress.ts';
import type { FrameInterest } from './frame-interest.ts';
import type { IngressPool } from './ingress-pool.ts';
import { watchForReset } from './reset-watch.ts';
import type { Stage, StageOptions } from './stage.ts';
import { completedBy, type DataUnit, type Meaning, rawUnit, type Unit } from './unit.ts';
import { createWriter, type Writer, type WriterHost } from './writer.ts';

/** Past it, summed over the stages of one direction, the sender is not read any more. */
const maxHeldBytes = 16 * 2 ** 20;

export interface FlowHost extends WriterHost {
  /** A complete frame came; told after it was forwarded. */
  readonly onFrame: (frame: FrameView) => void;
  /** What a stage holds has changed, its end included. */
  readonly onHeldChanged: () => void;
  readonly interest: FrameInterest;
  readonly ingresses: IngressPool;
  readonly drawMaskKey: () => Uint8Array;
}

/** What a stage learns from the flow that it is in. */
type GivenByFlow = 'output' | 'onHeldChanged' | 'clock' | 'direction' | 'drawMaskKey';

/** One direction of a connection: what comes in, the active faults in order, the writer. */
export interface Flow {
  /** Reads from this socket with back-pressure: paused while the receiver or a fault holds too much. */
  attachSource(socket: net.Socket | undefined): void;
  /** Bytes outside the frames. */
  pushRaw(bytes: Uint8Array, meaning?: Meaning): void;
  /** Bytes behind the handshake. */
  pushFramed(chunk: Uint8Array): void;
  pushEnd(how: EndKind): void;
  /** Another handshake begins: what comes framed from now on starts with a frame. */
  restartFrames(): void;
  addStage(layer: FaultLayer, options: Omit<StageOptions, GivenByFlow>): Stage;
  /** Reads nothing from the sender until as many {@link readOn}. */
  stopReading(): void;
  readOn(): void;
  /** Its sockets are somebody else's now. */
  handOver(): void;
  /** Reads on if what made the sender wait is gone. */
  balance(): void;
  /** The connection is gone: what waits is thrown away. */
  dispose(): void;
  /** A frame is under way on its way in. */
  isMidFrame(): boolean;
  /** No fault holds anything of it, not even its end. */
  isEmpty(): boolean;
  /** Its end waits until a fault is lifted. */
  withholdsEnd(): boolean;
  readonly writer: Writer;
}

/** Frames first, then bytes, then the link: as on the way from an application to the wire. */
const layerOrder: readonly FaultLayer[] = ['connect', 'tls', 'handshake', 'frames', 'bytes', 'link', 'process'];

interface Entry {
  readonly rank: number;
  readonly stage: Stage;
}

export function createFlow(direction: Direction, host: FlowHost): Flow {
  return new StagedFlow(direction, host);
}

/** A class, because there are two for every connection (DESIGN.md, "Memory"). */
class StagedFlow implements Flow {
  readonly writer: Writer;
  readonly #direction: Direction;
  readonly #host: FlowHost;
  #ingress: FrameIngress | undefined;
  #source: net.Socket | undefined;
  /** What is known of the source without asking it, which would be done for every chunk. */
  #isPaused = false;
  #stages = noStages;
  #ended: EndKind | undefined;
  /** Faults that keep the sender from being read. */
  #stoppers = 0;
  #stopWatch: Cancel | undefined;

  constructor(direction: Direction, host: FlowHost) {
    this.#direction = direction;
    this.#host = host;
    this.writer = createWriter(direction, host, () => this.balance());
  }

  attachSource(socket: net.Socket | undefined): void {
    this.#source = socket;
    this.#isPaused = socket?.isPaused() === true;
    // A fault may have stopped the reading before there was anything to read from.
    this.balance();
    this.#watch();
  }

  pushRaw(bytes: Uint8Array, meaning?: Meaning): void {
    this.#enter(rawUnit(bytes, meaning), 0);
    this.balance();
  }

  pushFramed(chunk: Uint8Array): void {
    const { interest, ingresses } = this.#host;
    const ingress = this.#ingress ?? ingresses.take(this.#direction);
    this.#ingress = ingress;
    if (interest.watchesFrames() || this.writer.waitsForBoundary()) {
      for (const unit of ingress.takeFrames(chunk)) this.#forward(unit);
    } else if (this.#stages.length > 0) {
      const unit = ingress.takeChunk(chunk);
      if (unit !== undefined) this.#forward(unit);
    } else this.#forward(ingress.takeWhole(chunk));
    // What was forwarded may have ended all this.
    if (this.#ingress !== undefined && ingresses.giveBack(this.#direction, this.#ingress)) this.#ingress = undefined;
    this.balance();
  }

  pushEnd(how: EndKind): void {
    if (this.#ended === 'reset' || this.#ended === how) return;
    this.#ended = how;
    this.#flushHeader();
    this.#enter({ kind: 'end', how }, 0);
  }

  restartFrames(): void {
    this.#ingress = undefined;
  }

  addStage(layer: FaultLayer, options: Omit<StageOptions, GivenByFlow>): Stage {
    const stage: Stage = createStage({
      ...options,
      clock: this.#host.clock,
      direction: this.#direction,
      drawMaskKey: this.#host.drawMaskKey,
      output: (unit) => this.#enter(unit, this.#indexOf(stage) + 1),
      onHeldChanged: () => this.#onHeldChanged(),
    });
    const rank = layerOrder.indexOf(layer);
    const behind = this.#stages.findIndex((entry) => entry.rank > rank);
    this.#stages = this.#stages.toSpliced(behind < 0 ? this.#stages.length : behind, 0, { rank, stage });
    return stage;
  }

  stopReading(): void {
    this.#stoppers++;
    this.balance();
    this.#watch();
  }

  readOn(): void {
    this.#stoppers--;
    this.#watch();
    this.balance();
  }

  balance(): void {
    const mustWait = this.#stoppers > 0 || this.writer.isCongested() || this.#heldBytes() > maxHeldBytes;
    const source = this.#source;
    if (mustWait === this.#isPaused || source === undefined || source.destroyed) return;
    this.#isPaused = mustWait;
    if (mustWait) source.pause();
    else source.resume();
  }

  handOver(): void {
    this.writer.detach();
    this.attachSource(undefined);
  }

  dispose(): void {
    const left = this.#stages;
    this.#stages = noStages;
    this.#stopWatch?.();
    this.writer.dispose();
    for (const { stage } of left) stage.dispose();
  }

  isMidFrame(): boolean {
    return this.#ingress?.atBoundary() === false;
  }

  isEmpty(): boolean {
    return this.#stages.every(({ stage }) => stage.isEmpty());
  }

  withholdsEnd(): boolean {
    return this.#stages.some(({ stage }) => stage.withholdsEnd());
  }

  #heldBytes(): number {
    let total = 0;
    for (const { stage } of this.#stages) total += stage.heldBytes();
    return total;
  }

  /** Who is not read, for as long as a fault likes, must be seen to reset all the same. */
  #watch(): void {
    if (this.#stoppers === 0 && this.#stopWatch === undefined) return;
    this.#stopWatch?.();
    const source = this.#stoppers > 0 ? this.#source : undefined;
    this.#stopWatch = source === undefined ? undefined : watchForReset(source, this.#host.clock);
  }

  #enter(unit: Unit, index: number): void {
    const entry = this.#stages[index];
    if (entry === undefined) this.writer.write(unit);
    else entry.stage.push(unit);
  }

  #indexOf(stage: Stage): number {
    const stages = this.#stages;
    for (let index = 0; index < stages.length; index++) if (stages[index]?.stage === stage) return index;
    return -1;
  }

  #onHeldChanged(): void {
    if (this.#stages.some(isSpent)) {
      this.#stages = this.#stages.filter((entry) => !isSpent(entry));
      if (this.#stages.length === 0) this.#flushHeader();
    }
    this.#host.onHeldChanged();
    this.balance();
  }

  #flushHeader(): void {
    const held = this.#ingress?.flush();
    if (held !== undefined) this.#enter(held, 0);
  }

  #forward(unit: DataUnit): void {
    this.#enter(unit, 0);
    if (!this.#host.interest.tellsFrames()) return;
    for (const frame of completedBy(unit)) this.#host.onFrame(frame);
  }
}

const noStages: readonly Entry[] = [];

const isSpent = ({ stage }: Entry): boolean => stage.isSpent();
