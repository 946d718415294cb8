import type net from 'node:net';
import type { Cancel } from '../base/clock.ts';
import type { EndKind } from '../faults/action.ts';
import type { FaultLayer } from '../faults/define-fault.ts';
import type { FrameView } from '../faults/fault-hooks.ts';
import type { Direction } from '../wire/frame.ts';
import type { FrameIngress } from './frame-ingress.ts';
import type { FrameInterest } from './frame-interest.ts';
import type { IngressPool } from './ingress-pool.ts';
import { watchForReset } from './reset-watch.ts';
import { createStage, type Stage, type StageOptions } from './stage.ts';
import { type DataUnit, type Meaning, rawUnit, type Unit } from './unit.ts';
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
  const { interest } = host;
  let ingress: FrameIngress | undefined;
  let source: net.Socket | undefined;
  let stages = noStages;
  let ended: EndKind | undefined;
  /** Faults that keep the sender from being read. */
  let stoppers = 0;
  let stopWatch: Cancel | undefined;

  const balance = (): void => {
    if (source === undefined || source.destroyed) return;
    const mustWait =
      stoppers > 0 ||
      writer.isCongested() ||
      (stages.length > 0 && stages.reduce((total, { stage }) => total + stage.heldBytes(), 0) > maxHeldBytes);
    if (mustWait && !source.isPaused()) source.pause();
    else if (!mustWait && source.isPaused()) source.resume();
  };

  /** Who is not read, for as long as a fault likes, must be seen to reset all the same. */
  const watch = (): void => {
    if (stoppers === 0 && stopWatch === undefined) return;
    stopWatch?.();
    stopWatch = source === undefined || stoppers === 0 ? undefined : watchForReset(source, host.clock);
  };

  const writer = createWriter(direction, host, balance);

  const enter = (unit: Unit, index: number): void => {
    const entry = stages[index];
    if (entry === undefined) writer.write(unit);
    else entry.stage.push(unit);
  };

  const onHeldChanged = (): void => {
    if (stages.some(isSpent)) {
      stages = stages.filter((entry) => !isSpent(entry));
      if (stages.length === 0) flushHeader();
    }
    host.onHeldChanged();
    balance();
  };

  const flushHeader = (): void => {
    const held = ingress?.flush();
    if (held !== undefined) enter(held, 0);
  };

  const forward = (unit: DataUnit): void => {
    enter(unit, 0);
    if (unit.completes.length === 0 || !interest.tellsFrames()) return;
    for (const frame of unit.completes) host.onFrame(frame);
  };

  return {
    attachSource(socket) {
      source = socket;
      // A fault may have stopped the reading before there was anything to read from.
      balance();
      watch();
    },
    pushRaw(bytes, meaning) {
      enter(rawUnit(bytes, meaning), 0);
      balance();
    },
    pushFramed(chunk) {
      ingress ??= host.ingresses.take(direction);
      if (interest.watchesFrames() || writer.waitsForBoundary()) {
        for (const unit of ingress.takeFrames(chunk)) forward(unit);
      } else if (stages.length > 0) {
        const unit = ingress.takeChunk(chunk);
        if (unit !== undefined) forward(unit);
      } else forward(ingress.takeWhole(chunk));
      if (ingress !== undefined && host.ingresses.giveBack(direction, ingress)) ingress = undefined;
      balance();
    },
    pushEnd(how) {
      if (ended === 'reset' || ended === how) return;
      ended = how;
      flushHeader();
      enter({ kind: 'end', how }, 0);
    },
    restartFrames() {
      ingress = undefined;
    },
    addStage(layer, stageOptions) {
      const stage: Stage = createStage({
        ...stageOptions,
        clock: host.clock,
        direction,
        drawMaskKey: host.drawMaskKey,
        output: (unit) => enter(unit, stages.findIndex((entry) => entry.stage === stage) + 1),
        onHeldChanged,
      });
      const rank = layerOrder.indexOf(layer);
      const behind = stages.findIndex((entry) => entry.rank > rank);
      stages = stages.toSpliced(behind < 0 ? stages.length : behind, 0, { rank, stage });
      return stage;
    },
    stopReading() {
      stoppers++;
      balance();
      watch();
    },
    readOn() {
      stoppers--;
      watch();
      balance();
    },
    balance,
    dispose() {
      const left = stages;
      stages = noStages;
      stopWatch?.();
      writer.dispose();
      for (const { stage } of left) stage.dispose();
    },
    isMidFrame: () => ingress?.atBoundary() === false,
    isEmpty: () => stages.every(({ stage }) => stage.isEmpty()),
    withholdsEnd: () => stages.some(({ stage }) => stage.withholdsEnd()),
    writer,
  };
}

const noStages: readonly Entry[] = [];

const isSpent = ({ stage }: Entry): boolean => stage.isSpent();
