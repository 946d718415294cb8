import type { Cancel, Clock, Instant } from '../base/clock.ts';
import type { Random } from '../base/random.ts';
import type { Action } from '../faults/action.ts';
import type { FaultHooks, FrameView } from '../faults/define-fault.ts';
import { isControl } from '../wire/frame.ts';
import { joinBytes } from '../wire/join-bytes.ts';
import { maxInspectedBytes, viewPayload } from './frame-payload.ts';
import type { DataUnit, EndUnit, FrameInFlight, Unit } from './unit.ts';
import { createUnitQueue } from './unit-queue.ts';

export interface StageOptions {
  readonly hooks: FaultHooks;
  readonly clock: Clock;
  readonly random: Random;
  /** That a frame or chunk meets the fault at all. */
  readonly probability: number;
  readonly needsPayload: boolean;
  /** The next stage, or the writer. */
  readonly output: (unit: Unit) => void;
  /** Actions that concern more than what is in hand. */
  readonly perform: (action: Action) => void;
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
  /** The end of the direction waits here until the fault is lifted. */
  withholdsEnd(): boolean;
  /** Lifted, and nothing waits any more. */
  isSpent(): boolean;
}

export function createStage(options: StageOptions): Stage {
  const { hooks, clock, random, probability, output } = options;
  const queue = createUnitQueue();
  let lifted = false;
  /** In the middle of something: not to be taken out of the flow yet. */
  let depth = 0;
  let cancelTimer: Cancel | undefined;
  let collected: DataUnit[] = [];
  /** The frame under way that the fault does something about, until its last byte. */
  let decided: { readonly frame: FrameInFlight; readonly actions: readonly Action[] } | undefined;
  /** The message under way: its continuations share the fate of its first frame, also when the fault is over meanwhile. */
  let message: { readonly meets: boolean; readonly changed: boolean } | undefined;

  const drain = (): void => {
    const now = clock.now();
    for (let unit = queue.takeDue(now); unit !== undefined; unit = queue.takeDue(now)) output(unit);
    setTimer();
  };

  const setTimer = (): void => {
    const next = queue.nextDueAt();
    if (cancelTimer !== undefined || next === undefined || next === Number.POSITIVE_INFINITY) return;
    cancelTimer = clock.schedule(next, () => {
      cancelTimer = undefined;
      busy(drain);
    });
  };

  const stopTimer = (): void => {
    cancelTimer?.();
    cancelTimer = undefined;
  };

  /** Tells what has changed once all is done: what is told of may take the stage out. */
  const busy = (run: () => void): void => {
    const before = queue.heldBytes();
    depth++;
    run();
    depth--;
    if (depth === 0 && (lifted || queue.heldBytes() !== before || queue.withholdsEnd())) options.onHeldChanged();
  };

  const enqueue = (unit: Unit, dueAt: Instant): void => {
    if (queue.size() === 0 && dueAt <= clock.now()) {
      output(unit);
      return;
    }
    queue.add(unit, dueAt);
    setTimer();
  };

  const release = (): void => {
    stopTimer();
    queue.release(clock.now());
    drain();
  };

  const discard = (): void => {
    stopTimer();
    queue.clear();
  };

  /** Does what the fault says about a unit; actions about more than the unit only with the first unit of a frame. */
  const apply = (unit: Unit, actions: readonly Action[], isFirst: boolean): void => {
    for (const action of actions) {
      switch (action.kind) {
        case 'forward': {
          const changed = action.bytes === undefined || unit.kind === 'end' ? unit : { ...unit, bytes: action.bytes };
          enqueue(changed, action.dueAt ?? clock.now());
          break;
        }
        case 'drop':
          break;
        case 'hold':
          enqueue(unit, lifted ? clock.now() : Number.POSITIVE_INFINITY);
          break;
        case 'release':
          if (isFirst) release();
          break;
        case 'discard':
          if (isFirst) discard();
          break;
        case 'inject':
        case 'seal':
        case 'end':
        case 'reset':
        case 'respond':
        case 'close-listener':
        case 'open-listener':
          if (isFirst) options.perform(action);
          break;
        default:
          action satisfies never;
      }
    }
    if (isFirst && changesSomething(actions)) options.onTouched();
  };

  const pass = (unit: Unit): void => enqueue(unit, clock.now());
  const meets = (): boolean => probability >= 1 || random.next() < probability;

  const decide = (unit: DataUnit, frame: FrameInFlight, view: FrameView): void => {
    const isContinuation = !isControl(view.header.opcode) && !view.startsMessage;
    const isMet = isContinuation && message !== undefined ? message.meets : meets();
    const actions = isMet ? (hooks.onFrame?.(view, clock.now()) ?? forward) : forward;
    if (!unit.ends && changesSomething(actions)) decided = { frame, actions };
    if (!isControl(view.header.opcode)) {
      const changed = changesSomething(actions) || (isContinuation && message?.changed === true);
      message = view.endsMessage ? undefined : { meets: isMet, changed };
    }
    apply(unit, actions, true);
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

  const pushFrame = (unit: DataUnit, frame: FrameInFlight): void => {
    if (decided?.frame === frame) {
      const { actions } = decided;
      if (unit.ends) decided = undefined;
      apply(unit, actions, false);
    } else if (lifted && !isOwed(frame)) pass(unit);
    else if (collected.length > 0 || (unit.starts && !frame.committed && wantsPayload(frame))) collect(unit, frame);
    else if (unit.starts && !frame.committed) decide(unit, frame, frame.view);
    else {
      pass(unit);
      if (unit.ends) options.onFramePassed();
    }
  };

  /** The fault is over, but has taken the beginning of this frame's message. */
  const isOwed = ({ view }: FrameInFlight): boolean =>
    message?.changed === true && !view.startsMessage && !isControl(view.header.opcode);

  const wantsPayload = ({ view }: FrameInFlight): boolean =>
    (options.needsPayload || isControl(view.header.opcode)) && view.header.payloadLength <= maxInspectedBytes;

  const pushChunk = (unit: DataUnit): void => {
    if (lifted || hooks.onChunk === undefined || !meets()) pass(unit);
    else apply(unit, hooks.onChunk(unit.bytes, clock.now()), true);
  };

  const pushEnd = (unit: EndUnit): void => {
    decided = undefined;
    message = undefined;
    flushCollected();
    if (lifted) pass(unit);
    else apply(unit, hooks.onEnd?.(unit.how, clock.now()) ?? forward, true);
  };

  const pushData = (unit: DataUnit): void => {
    if (hooks.onFrame === undefined) pushChunk(unit);
    else if (unit.parts !== undefined) for (const part of unit.parts) pushData(part);
    else if (unit.frame !== undefined) pushFrame(unit, unit.frame);
    else if (unit.underWay) pass(unit);
    else pushChunk(unit);
  };

  return {
    push: (unit) => busy(() => (unit.kind === 'end' ? pushEnd(unit) : pushData(unit))),
    lift: () =>
      busy(() => {
        if (lifted) return;
        lifted = true;
        flushCollected();
        for (const action of hooks.onLift?.(clock.now()) ?? releaseAll) {
          if (action.kind === 'release') release();
          else if (action.kind === 'discard') discard();
          else options.perform(action);
        }
        // What is held for ever would never come out of a fault that is over.
        release();
      }),
    dispose() {
      collected = [];
      discard();
    },
    heldBytes: () => queue.heldBytes(),
    withholdsEnd: () => queue.withholdsEnd(),
    isSpent: () => lifted && depth === 0 && queue.size() === 0 && decided === undefined && message?.changed !== true,
  };
}

const forward: readonly Action[] = [{ kind: 'forward' }];
const releaseAll: readonly Action[] = [{ kind: 'release' }];

function changesSomething(actions: readonly Action[]): boolean {
  const only = actions.length === 1 ? actions[0] : undefined;
  return only?.kind !== 'forward' || only.dueAt !== undefined || only.bytes !== undefined;
}
