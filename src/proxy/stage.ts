import type { Clock, Instant } from '../base/clock.ts';
import type { Random } from '../base/random.ts';
import type { EndKind, FlowAction } from '../faults/action.ts';
import type { FlowHooks, FrameView } from '../faults/fault-hooks.ts';
import { type Direction, isControl } from '../wire/frame.ts';
import { joinBytes } from '../wire/join-bytes.ts';
import { cutUnit } from './cut-unit.ts';
import { maxInspectedBytes, viewPayload } from './frame-payload.ts';
import { createOutlet } from './outlet.ts';
import { frameUnit } from './own-frame.ts';
import { createOwnFrames } from './own-frames.ts';
import type { DataUnit, EndUnit, FrameInFlight, Unit } from './unit.ts';

export interface StageOptions {
  readonly hooks: FlowHooks;
  readonly clock: Clock;
  readonly random: Random;
  readonly direction: Direction;
  /** That a frame or chunk meets the fault at all. */
  readonly probability: number;
  readonly needsPayload: boolean;
  /** For frames of our own that go to the server. */
  readonly drawMaskKey: () => Uint8Array;
  /** The next stage, or the writer. */
  readonly output: (unit: Unit) => void;
  /** The fault changed something: a frame, a chunk or an end. */
  readonly onTouched: () => void;
  /** A frame that the fault let by is complete; it may have begun before the fault. */
  readonly onFramePassed: () => void;
  /** The amount that the stage holds has changed, or it is spent. */
  readonly onHeldChanged: () => void;
}

/** One active fault in one direction of one connection. Order is kept: nothing overtakes what waits here. */
export interface Stage {
  push(unit: Unit): void;
  /** The fault is over. What waits goes on as the fault's documentation says; a message that was begun meets its fate whole. */
  lift(): void;
  /** Throws away what waits; nothing comes out any more. */
  dispose(): void;
  heldBytes(): number;
  /** Nothing waits, not even an end. */
  isEmpty(): boolean;
  /** The end of the direction waits here until the fault is lifted. */
  withholdsEnd(): boolean;
  /** Lifted, and nothing waits any more. */
  isSpent(): boolean;
}

export function createStage(options: StageOptions): Stage {
  const { hooks, clock, random, probability, direction } = options;
  const outlet = createOutlet({ clock, output: options.output, onChanged: options.onHeldChanged });
  const ownFrames = createOwnFrames(direction, options.drawMaskKey, (unit) => pass(unit));
  let lifted = false;
  let collected: DataUnit[] = [];
  /** The frame under way that the fault does something about, until its last byte, and how much of it came. */
  let decided: { readonly frame: FrameInFlight; readonly actions: readonly FlowAction[]; seen: number } | undefined;
  /** The message under way: its continuations share the fate of its first frame, also when the fault is over meanwhile. */
  let message: { readonly meets: boolean; readonly changed: boolean } | undefined;
  /** How the direction was cut: nothing comes out any more. */
  let cut: 'stall' | EndKind | undefined;

  const busy = (run: () => void): void => outlet.busy(run, () => lifted);
  const pass = (unit: Unit, dueAt: Instant = clock.now()): void => outlet.pass(unit, dueAt);
  const meets = (): boolean => probability >= 1 || random.next() < probability;

  const slice = (unit: DataUnit, pieces: readonly { readonly size: number; readonly dueAt: Instant }[]): void => {
    const sizes = pieces.slice(0, -1).map(({ size }) => size);
    cutUnit(unit, sizes).forEach((piece, index) => {
      pass(piece, pieces[index]?.dueAt);
    });
  };

  /** `left`: how much of this unit may still pass. */
  const cutAfter = (unit: DataUnit, left: number, then: 'stall' | EndKind): void => {
    if (left > unit.bytes.length) {
      pass(unit);
      return;
    }
    const [first] = left <= 0 ? [] : cutUnit(unit, [left]);
    if (first !== undefined) pass(first);
    cut = then;
    if (then !== 'stall') pass({ kind: 'end', how: then, isCut: true });
  };

  /** Does what the fault says about a unit; actions about more than the unit only with the first unit of a frame. */
  const apply = (unit: Unit, actions: readonly FlowAction[], seen: number): void => {
    const isFirst = seen === 0;
    for (const action of actions) {
      switch (action.kind) {
        case 'forward':
          pass(action.bytes === undefined || unit.kind === 'end' ? unit : replace(unit, action.bytes), action.dueAt);
          break;
        case 'slice':
          if (unit.kind === 'end') pass(unit);
          else slice(unit, action.pieces);
          break;
        case 'cut':
          if (unit.kind === 'end') pass(unit);
          else cutAfter(unit, action.bytes - seen, action.then);
          break;
        case 'drop':
          break;
        case 'hold':
          pass(unit, lifted ? clock.now() : Number.POSITIVE_INFINITY);
          break;
        case 'insert':
        case 'release':
        case 'hasten':
        case 'discard':
          if (isFirst) applyToHeld(action);
          break;
        default:
          action satisfies never;
      }
    }
    if (isFirst && changesSomething(actions)) options.onTouched();
  };

  const applyToHeld = (action: HeldAction): void => {
    switch (action.kind) {
      case 'insert':
        ownFrames.add(action.frame);
        break;
      case 'release':
        outlet.release();
        break;
      case 'hasten':
        outlet.hasten();
        break;
      case 'discard':
        outlet.discard();
        break;
    }
  };

  const replace = (unit: DataUnit, bytes: Uint8Array): DataUnit => {
    const whole = unit.starts && unit.ends ? frameUnit(bytes, direction, unit.frame?.view.messageOpcode) : undefined;
    // An answer that a fault has changed opens nothing.
    return whole ?? { ...unit, bytes, meaning: undefined };
  };

  const decide = (unit: DataUnit, frame: FrameInFlight, view: FrameView): void => {
    const isContinuation = !isControl(view.header.opcode) && !view.startsMessage;
    const isMet = isContinuation && message !== undefined ? message.meets : meets();
    const actions = isMet ? (hooks.onFrame?.(view, clock.now()) ?? forward) : forward;
    if (!unit.ends && changesSomething(actions)) decided = { frame, actions, seen: unit.bytes.length };
    if (!isControl(view.header.opcode)) {
      const changed = changesSomething(actions) || (isContinuation && message?.changed === true);
      message = view.endsMessage ? undefined : { meets: isMet, changed };
    }
    apply(unit, actions, 0);
  };

  const flushCollected = (): void => {
    const units = collected;
    collected = [];
    for (const unit of units) pass(unit);
  };

  const collect = (unit: DataUnit, frame: FrameInFlight): void => {
    collected.push(unit);
    if (!unit.ends) return;
    const whole: DataUnit = { ...unit, bytes: joinBytes(collected.map(({ bytes }) => bytes)), starts: true };
    collected = [];
    decide(whole, frame, viewPayload(frame.view, whole.bytes.subarray(frame.view.header.headerLength)));
  };

  const meetFrame = (unit: DataUnit, frame: FrameInFlight): void => {
    if (decided?.frame === frame) {
      const { actions, seen } = decided;
      decided.seen += unit.bytes.length;
      if (unit.ends) decided = undefined;
      apply(unit, actions, seen);
    } else if (lifted && !isOwed(frame)) pass(unit);
    else if (collected.length > 0 || (unit.starts && !frame.committed && wantsPayload(frame))) collect(unit, frame);
    else if (unit.starts && !frame.committed) decide(unit, frame, frame.view);
    else {
      pass(unit);
      if (unit.ends) options.onFramePassed();
    }
  };

  const pushFrame = (unit: DataUnit, frame: FrameInFlight): void => {
    meetFrame(unit, frame);
    ownFrames.follow(frame.view, unit.ends);
  };

  /** The fault is over, but has taken the beginning of this frame's message. */
  const isOwed = ({ view }: FrameInFlight): boolean =>
    message?.changed === true && !view.startsMessage && !isControl(view.header.opcode);

  const wantsPayload = ({ view }: FrameInFlight): boolean =>
    (options.needsPayload || isControl(view.header.opcode)) && view.header.payloadLength <= maxInspectedBytes;

  const pushChunk = (unit: DataUnit): void => {
    const isAnswer = unit.meaning?.kind === 'open' && unit.meaning.isWhole && hooks.onAnswer !== undefined;
    const hook = isAnswer ? hooks.onAnswer : hooks.onChunk;
    if (lifted || hook === undefined || !meets()) pass(unit);
    else apply(unit, hook(unit.bytes, clock.now()), 0);
  };

  const pushEnd = (unit: EndUnit): void => {
    decided = undefined;
    message = undefined;
    flushCollected();
    const actions = lifted ? forward : (hooks.onEnd?.(unit.how, clock.now()) ?? forward);
    // What the fault still has to say stands before the end.
    for (const action of actions) if (action.kind === 'insert') ownFrames.add(action.frame);
    ownFrames.finish();
    apply(
      unit,
      actions.filter(({ kind }) => kind !== 'insert'),
      0,
    );
  };

  const pushData = (unit: DataUnit): void => {
    if (cut !== undefined) return;
    if (hooks.onFrame === undefined) pushChunk(unit);
    else if (unit.parts !== undefined) for (const part of unit.parts) pushData(part);
    else if (unit.frame !== undefined) pushFrame(unit, unit.frame);
    else if (unit.underWay) pass(unit);
    else pushChunk(unit);
  };

  /** Behind a cut that stalls, an end waits for good: the peer has to find out by itself. */
  const pushEndBehindCut = (unit: EndUnit): void => {
    if (cut === 'stall' && !lifted) pass(unit, Number.POSITIVE_INFINITY);
  };

  return {
    push(unit) {
      busy(() => {
        if (unit.kind === 'data') pushData(unit);
        else if (cut === undefined) pushEnd(unit);
        else pushEndBehindCut(unit);
      });
    },
    lift: () =>
      busy(() => {
        if (lifted) return;
        lifted = true;
        if (cut !== undefined) {
          if (cut === 'stall') outlet.discard();
          else outlet.release();
          return;
        }
        flushCollected();
        for (const action of hooks.onLift?.(clock.now()) ?? releaseAll) {
          if (isAboutHeld(action)) applyToHeld(action);
          else throw new Error(`"${action.kind}" needs something in hand, and there is nothing when a fault is lifted`);
        }
        ownFrames.flush();
        // What is held for ever would never come out of a fault that is over.
        outlet.release();
      }),
    dispose() {
      collected = [];
      outlet.discard();
    },
    heldBytes: () => outlet.heldBytes(),
    isEmpty: () => outlet.isEmpty(),
    withholdsEnd: () => outlet.withholdsEnd(),
    isSpent: () =>
      lifted &&
      !outlet.isBusy() &&
      outlet.isEmpty() &&
      ownFrames.isEmpty() &&
      cut === undefined &&
      decided === undefined &&
      message?.changed !== true,
  };
}

const forward: readonly FlowAction[] = [{ kind: 'forward' }];
const releaseAll: readonly FlowAction[] = [{ kind: 'release' }];

/** What needs nothing in hand. */
type HeldAction = Extract<FlowAction, { kind: 'insert' | 'release' | 'hasten' | 'discard' }>;

function isAboutHeld(action: FlowAction): action is HeldAction {
  return ['insert', 'release', 'hasten', 'discard'].includes(action.kind);
}

function changesSomething(actions: readonly FlowAction[]): boolean {
  const only = actions.length === 1 ? actions[0] : undefined;
  return only?.kind !== 'forward' || only.dueAt !== undefined || only.bytes !== undefined;
}
