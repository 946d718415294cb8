import type net from 'node:net';
import type { Clock } from '../base/clock.ts';
import type { EndKind } from '../faults/action.ts';
import type { FaultLayer, FrameView } from '../faults/define-fault.ts';
import type { Direction } from '../wire/frame.ts';
import { createFrameIngress } from './frame-ingress.ts';
import { createStage, type Stage, type StageOptions } from './stage.ts';
import { type DataUnit, type Meaning, rawUnit, type Unit } from './unit.ts';
import { createWriter, type Writer } from './writer.ts';

/** Past it, summed over the stages of one direction, the sender is not read any more. */
const maxHeldBytes = 16 * 2 ** 20;

export interface FlowOptions {
  readonly direction: Direction;
  readonly clock: Clock;
  /** A complete frame came; told after it was forwarded. */
  readonly onFrame: (frame: FrameView) => void;
  readonly onDelivered: (frame: FrameView) => void;
  readonly onMeaning: (meaning: Meaning) => void;
  /** Somebody may start a fault on a frame: bring the frames one by one, so that the next frame already meets it. */
  readonly watchesFrames: () => boolean;
  readonly inspectsData: () => boolean;
  /** What a stage holds has changed, its end included. */
  readonly onHeldChanged: () => void;
}

/** One direction of a connection: what comes in, the active faults in order, the writer. */
export interface Flow {
  /** Reads from this socket with back-pressure: paused while the receiver or a fault holds too much. */
  attachSource(socket: net.Socket): void;
  /** Bytes outside the frames. */
  pushRaw(bytes: Uint8Array, meaning?: Meaning): void;
  /** Bytes behind the handshake. */
  pushFramed(chunk: Uint8Array): void;
  pushEnd(how: EndKind): void;
  addStage(layer: FaultLayer, options: Omit<StageOptions, 'output' | 'onHeldChanged' | 'clock'>): Stage;
  /** The connection is gone: what waits is thrown away. */
  dispose(): void;
  /** A frame is under way on its way in. */
  readonly isMidFrame: boolean;
  readonly holdsEnd: boolean;
  readonly writer: Writer;
}

/** Frames first, then bytes, then the link: as on the way from an application to the wire. */
const layerOrder: readonly FaultLayer[] = ['connect', 'tls', 'handshake', 'frames', 'bytes', 'link', 'process'];

export function createFlow(options: FlowOptions): Flow {
  const { direction, clock } = options;
  const ingress = createFrameIngress({ direction, inspectsData: options.inspectsData });
  let source: net.Socket | undefined;
  let stages: { readonly layer: FaultLayer; readonly stage: Stage }[] = [];
  let ended: EndKind | undefined;

  const writer = createWriter({
    clock,
    onDelivered: options.onDelivered,
    onMeaning: options.onMeaning,
    onDrain: () => balance(),
  });

  const heldBytes = (): number => stages.reduce((total, { stage }) => total + stage.heldBytes, 0);

  const balance = (): void => {
    if (source === undefined || source.destroyed) return;
    const mustWait = writer.congested || heldBytes() > maxHeldBytes;
    if (mustWait && !source.isPaused()) source.pause();
    else if (!mustWait && source.isPaused()) source.resume();
  };

  const enter = (unit: Unit, index: number): void => {
    const entry = stages[index];
    if (entry === undefined) writer.write(unit);
    else entry.stage.push(unit);
  };

  const onHeldChanged = (): void => {
    const active = stages.filter(({ stage }) => !stage.isSpent);
    if (active.length !== stages.length) {
      stages = active;
      if (!readsFrames()) for (const unit of ingress.flush()) enter(unit, 0);
    }
    options.onHeldChanged();
    balance();
  };

  const readsFrames = (): boolean => stages.some(({ stage }) => stage.readsFrames);

  const forward = (units: readonly DataUnit[]): void => {
    for (const unit of units) {
      enter(unit, 0);
      for (const frame of unit.completes) options.onFrame(frame);
    }
  };

  return {
    attachSource(socket) {
      source = socket;
    },
    pushRaw(bytes, meaning) {
      enter(rawUnit(bytes, meaning), 0);
      balance();
    },
    pushFramed(chunk) {
      const byFrame = readsFrames() || writer.waitsForBoundary || options.watchesFrames();
      forward(byFrame ? ingress.takeFrames(chunk) : ingress.takeWhole(chunk));
      balance();
    },
    pushEnd(how) {
      if (ended === 'reset' || ended === how) return;
      ended = how;
      for (const unit of ingress.flush()) enter(unit, 0);
      enter({ kind: 'end', how }, 0);
    },
    addStage(layer, stageOptions) {
      const stage = createStage({
        ...stageOptions,
        clock,
        output: (unit) => enter(unit, stages.findIndex((entry) => entry.stage === stage) + 1),
        onHeldChanged,
      });
      const rank = layerOrder.indexOf(layer);
      const behind = stages.findIndex((entry) => layerOrder.indexOf(entry.layer) > rank);
      stages = stages.toSpliced(behind < 0 ? stages.length : behind, 0, { layer, stage });
      return stage;
    },
    dispose() {
      const left = stages;
      stages = [];
      for (const { stage } of left) stage.dispose();
    },
    get isMidFrame() {
      return !ingress.atBoundary;
    },
    get holdsEnd() {
      return stages.some(({ stage }) => stage.holdsEnd);
    },
    writer,
  };
}
