import type { Instant } from '../base/clock.ts';
import type { EndKind, FlowAction, Piece } from '../faults/action.ts';
import type { FrameView } from '../faults/fault-hooks.ts';
import { isControl } from '../wire/frame.ts';
import { joinBytes } from '../wire/join-bytes.ts';
import { cutUnit } from './cut-unit.ts';
import { maxInspectedBytes, viewPayload } from './frame-payload.ts';
import { createOutlet, type Outlet } from './outlet.ts';
import { frameUnit } from './own-frame.ts';
import { createOwnFrames, type OwnFrames } from './own-frames.ts';
import type { Stage, StageOptions } from './stage.ts';
import type { DataUnit, EndUnit, FrameInFlight, Unit } from './unit.ts';

export function createStage(options: StageOptions): Stage {
  return new FaultStage(options);
}

/** A class: see DESIGN.md, "Memory". */
class FaultStage implements Stage {
  readonly #options: StageOptions;
  readonly #outlet: Outlet;
  /** Made with the first frame: a fault on bytes needs none. */
  #ownFrames: OwnFrames | undefined;
  #lifted = false;
  #collected: DataUnit[] | undefined;
  /** The frame under way that the fault does something about, until its last byte, and how much of it came. */
  #decided: { readonly frame: FrameInFlight; readonly actions: readonly FlowAction[]; seen: number } | undefined;
  /** The message under way: its continuations share the fate of its first frame, also when the fault is over meanwhile. */
  #message: { readonly meets: boolean; readonly changed: boolean } | undefined;
  /** How the direction was cut: nothing comes out any more. */
  #cut: 'stall' | EndKind | undefined;

  constructor(options: StageOptions) {
    this.#options = options;
    this.#outlet = createOutlet({ clock: options.clock, output: options.output, onChanged: options.onHeldChanged });
  }

  push(unit: Unit): void {
    this.#outlet.begin();
    if (unit.kind === 'data') this.#pushData(unit);
    else if (this.#cut === undefined) this.#pushEnd(unit);
    // Behind a cut that stalls, an end waits for good: the peer has to find out by itself.
    else if (this.#cut === 'stall' && !this.#lifted) this.#outlet.pass(unit, Number.POSITIVE_INFINITY);
    this.#outlet.finish(this.#lifted);
  }

  lift(): void {
    this.#outlet.begin();
    if (!this.#lifted) this.#end();
    this.#outlet.finish(this.#lifted);
  }

  dispose(): void {
    this.#collected = undefined;
    this.#outlet.discard();
  }

  heldBytes(): number {
    return this.#outlet.heldBytes();
  }

  isEmpty(): boolean {
    return this.#outlet.isEmpty();
  }

  withholdsEnd(): boolean {
    return this.#outlet.withholdsEnd();
  }

  isSpent(): boolean {
    return (
      this.#lifted &&
      !this.#outlet.isBusy() &&
      this.#outlet.isEmpty() &&
      this.#ownFrames?.isEmpty() !== false &&
      this.#cut === undefined &&
      this.#decided === undefined &&
      this.#message?.changed !== true
    );
  }

  #pass(unit: Unit, dueAt: Instant = this.#options.clock.now()): void {
    this.#outlet.pass(unit, dueAt);
  }

  #meets(): boolean {
    const { probability, random } = this.#options;
    return probability >= 1 || random.next() < probability;
  }

  #own(): OwnFrames {
    const { direction, drawMaskKey } = this.#options;
    this.#ownFrames ??= createOwnFrames(direction, drawMaskKey, (unit) => this.#pass(unit));
    return this.#ownFrames;
  }

  #slice(unit: DataUnit, pieces: readonly Piece[]): void {
    const sizes = pieces.slice(0, -1).map(({ size }) => size);
    cutUnit(unit, sizes).forEach((piece, index) => {
      this.#pass(piece, pieces[index]?.dueAt);
    });
  }

  /** `left`: how much of this unit may still pass. */
  #cutAfter(unit: DataUnit, left: number, then: 'stall' | EndKind): void {
    if (left > unit.bytes.length) {
      this.#pass(unit);
      return;
    }
    const [first] = left <= 0 ? [] : cutUnit(unit, [left]);
    if (first !== undefined) this.#pass(first);
    this.#cut = then;
    if (then !== 'stall') this.#pass({ kind: 'end', how: then, isCut: true });
  }

  /** Does what the fault says about a unit; actions about more than the unit only with the first unit of a frame. */
  #apply(unit: Unit, actions: readonly FlowAction[], seen: number): void {
    const isFirst = seen === 0;
    for (const action of actions) {
      switch (action.kind) {
        case 'forward':
          this.#pass(
            action.bytes === undefined || unit.kind === 'end' ? unit : this.#replace(unit, action.bytes),
            action.dueAt,
          );
          break;
        case 'slice':
          if (unit.kind === 'end') this.#pass(unit);
          else this.#slice(unit, action.pieces);
          break;
        case 'cut':
          if (unit.kind === 'end') this.#pass(unit);
          else this.#cutAfter(unit, action.bytes - seen, action.then);
          break;
        case 'drop':
          break;
        case 'hold':
          this.#pass(unit, this.#lifted ? undefined : Number.POSITIVE_INFINITY);
          break;
        case 'insert':
        case 'release':
        case 'hasten':
        case 'discard':
          if (isFirst) this.#applyToHeld(action);
          break;
        default:
          action satisfies never;
      }
    }
    if (isFirst && changesSomething(actions)) this.#options.onTouched();
  }

  #applyToHeld(action: HeldAction): void {
    if (action.kind === 'insert') this.#own().add(action.frame);
    else this.#outlet[action.kind]();
  }

  #replace(unit: DataUnit, bytes: Uint8Array): DataUnit {
    const { direction } = this.#options;
    const whole = unit.starts && unit.ends ? frameUnit(bytes, direction, unit.frame?.view.messageOpcode) : undefined;
    // An answer that a fault has changed opens nothing.
    return whole ?? { ...unit, bytes, meaning: undefined };
  }

  #decide(unit: DataUnit, frame: FrameInFlight, view: FrameView): void {
    const { hooks, clock } = this.#options;
    const isContinuation = !isControl(view.header.opcode) && !view.startsMessage;
    const isMet = isContinuation && this.#message !== undefined ? this.#message.meets : this.#meets();
    const actions = isMet ? (hooks.onFrame?.(view, clock.now()) ?? forward) : forward;
    if (!unit.ends && changesSomething(actions)) this.#decided = { frame, actions, seen: unit.bytes.length };
    if (!isControl(view.header.opcode)) {
      const changed = changesSomething(actions) || (isContinuation && this.#message?.changed === true);
      this.#message = view.endsMessage ? undefined : { meets: isMet, changed };
    }
    this.#apply(unit, actions, 0);
  }

  #flushCollected(): void {
    const units = this.#collected;
    this.#collected = undefined;
    if (units !== undefined) for (const unit of units) this.#pass(unit);
  }

  #collect(unit: DataUnit, frame: FrameInFlight): void {
    this.#collected ??= [];
    this.#collected.push(unit);
    if (!unit.ends) return;
    const bytes = joinBytes(this.#collected.map((part) => part.bytes));
    this.#collected = undefined;
    const view = viewPayload(frame.view, bytes.subarray(frame.view.header.headerLength));
    this.#decide({ ...unit, bytes, starts: true }, frame, view);
  }

  #meetFrame(unit: DataUnit, frame: FrameInFlight): void {
    const isFresh = unit.starts && !frame.committed;
    if (this.#decided?.frame === frame) {
      const { actions, seen } = this.#decided;
      this.#decided.seen += unit.bytes.length;
      if (unit.ends) this.#decided = undefined;
      this.#apply(unit, actions, seen);
    } else if (this.#lifted && !this.#isOwed(frame)) this.#pass(unit);
    else if (this.#collected !== undefined || (isFresh && this.#wantsPayload(frame))) this.#collect(unit, frame);
    else if (isFresh) this.#decide(unit, frame, frame.view);
    else {
      this.#pass(unit);
      if (unit.ends) this.#options.onFramePassed();
    }
  }

  #pushFrame(unit: DataUnit, frame: FrameInFlight): void {
    this.#meetFrame(unit, frame);
    this.#own().follow(frame.view, unit.ends);
  }

  /** The fault is over, but has taken the beginning of this frame's message. */
  #isOwed({ view }: FrameInFlight): boolean {
    return this.#message?.changed === true && !view.startsMessage && !isControl(view.header.opcode);
  }

  #wantsPayload({ view }: FrameInFlight): boolean {
    const isWanted = this.#options.needsPayload || isControl(view.header.opcode);
    return isWanted && view.header.payloadLength <= maxInspectedBytes;
  }

  #pushChunk(unit: DataUnit): void {
    const { hooks, clock } = this.#options;
    const isAnswer = unit.meaning?.kind === 'open' && unit.meaning.isWhole && hooks.onAnswer !== undefined;
    const hook = isAnswer ? hooks.onAnswer : hooks.onChunk;
    if (this.#lifted || hook === undefined || !this.#meets()) this.#pass(unit);
    else this.#apply(unit, hook(unit.bytes, clock.now()), 0);
  }

  #pushEnd(unit: EndUnit): void {
    const { hooks, clock } = this.#options;
    this.#decided = undefined;
    this.#message = undefined;
    this.#flushCollected();
    const actions = this.#lifted ? forward : (hooks.onEnd?.(unit.how, clock.now()) ?? forward);
    // What the fault still has to say stands before the end.
    for (const action of actions) if (action.kind === 'insert') this.#own().add(action.frame);
    this.#ownFrames?.finish();
    this.#apply(
      unit,
      actions.filter(({ kind }) => kind !== 'insert'),
      0,
    );
  }

  #pushData(unit: DataUnit): void {
    const { hooks } = this.#options;
    if (this.#cut !== undefined) return;
    if (hooks.onFrame === undefined) this.#pushChunk(unit);
    else if (unit.parts !== undefined) for (const part of unit.parts) this.#pushData(part);
    else if (unit.frame !== undefined) this.#pushFrame(unit, unit.frame);
    else if (unit.underWay) this.#pass(unit);
    else this.#pushChunk(unit);
  }

  #end(): void {
    const { hooks, clock } = this.#options;
    this.#lifted = true;
    if (this.#cut !== undefined) {
      if (this.#cut === 'stall') this.#outlet.discard();
      else this.#outlet.release();
      return;
    }
    this.#flushCollected();
    for (const action of hooks.onLift?.(clock.now()) ?? releaseAll) {
      if (isAboutHeld(action)) this.#applyToHeld(action);
      else throw new Error(`"${action.kind}" needs something in hand, and there is nothing when a fault is lifted`);
    }
    this.#ownFrames?.flush();
    // What is held for ever would never come out of a fault that is over.
    this.#outlet.release();
  }
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
