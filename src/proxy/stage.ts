import type { Clock, Instant } from '../base/clock.ts';
import type { Random } from '../base/random.ts';
import type { Action } from '../faults/action.ts';
import type { FaultHooks, FrameView } from '../faults/define-fault.ts';
import { maxInspectedBytes, viewPayload } from './frame-payload.ts';
import type { DataUnit, FrameInFlight, Unit } from './unit.ts';

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
  /** The amount that the stage holds has changed. */
  readonly onHeldChanged: () => void;
}

/** One active fault in one direction of one connection. Order is kept: nothing overtakes what waits here. */
export interface Stage {
  push(unit: Unit): void;
  /** The fault is over. What waits goes on as the fault's documentation says, in order. */
  lift(): void;
  /** Throws away what waits; nothing comes out any more. */
  dispose(): void;
  readonly heldBytes: number;
  /** The end of the direction waits here. */
  readonly holdsEnd: boolean;
  /** Lifted, and nothing waits any more. */
  readonly isSpent: boolean;
  readonly readsFrames: boolean;
}

interface Waiting {
  readonly unit: Unit;
  /** `Infinity`: until released. */
  readonly dueAt: Instant;
}

export function createStage(options: StageOptions): Stage {
  const { hooks, clock, random, probability, output } = options;
  let queue: Waiting[] = [];
  let heldBytes = 0;
  let lifted = false;
  let timerSet = false;
  let cancelTimer = (): void => {};
  let collected: DataUnit[] = [];
  let decided: { readonly frame: FrameInFlight; readonly actions: readonly Action[] } | undefined;

  const drain = (): void => {
    const now = clock.now();
    while (queue.length > 0) {
      const { unit, dueAt } = queue[0] as Waiting;
      if (dueAt > now) break;
      queue.shift();
      heldBytes -= sizeOf(unit);
      output(unit);
    }
    options.onHeldChanged();
    setTimer();
  };

  const setTimer = (): void => {
    const next = queue[0]?.dueAt;
    if (timerSet || next === undefined || next === Number.POSITIVE_INFINITY) return;
    timerSet = true;
    cancelTimer = clock.schedule(next, () => {
      timerSet = false;
      drain();
    });
  };

  const enqueue = (unit: Unit, dueAt: Instant): void => {
    if (queue.length === 0 && dueAt <= clock.now()) {
      output(unit);
      return;
    }
    const last = queue.at(-1)?.dueAt ?? dueAt;
    queue.push({ unit, dueAt: Math.max(dueAt, last) });
    heldBytes += sizeOf(unit);
    setTimer();
    options.onHeldChanged();
  };

  const release = (): void => {
    cancelTimer();
    timerSet = false;
    const now = clock.now();
    queue = queue.map(({ unit, dueAt }) => ({ unit, dueAt: dueAt === Number.POSITIVE_INFINITY ? now : dueAt }));
    drain();
  };

  const discard = (): void => {
    cancelTimer();
    timerSet = false;
    queue = [];
    heldBytes = 0;
    options.onHeldChanged();
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
          enqueue(unit, Number.POSITIVE_INFINITY);
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
      }
    }
    if (isFirst && changesSomething(actions)) options.onTouched();
  };

  const pass = (unit: Unit): void => enqueue(unit, clock.now());
  const meets = (): boolean => probability >= 1 || random.next() < probability;

  const decide = (unit: DataUnit, frame: FrameInFlight, view: FrameView): void => {
    const actions = meets() ? (hooks.onFrame?.(view, clock.now()) ?? forward) : forward;
    decided = { frame, actions };
    apply(unit, actions, true);
  };

  const flushCollected = (): void => {
    const units = collected;
    collected = [];
    for (const unit of units) pass(unit);
  };

  const pushFrame = (unit: DataUnit, frame: FrameInFlight): void => {
    const isCollecting = collected.length > 0;
    if (isCollecting || (unit.starts && !frame.committed && wantsPayload(frame))) {
      collected.push(unit);
      if (!unit.ends) return;
      const whole = joinUnits(collected);
      collected = [];
      decide(whole, frame, viewPayload(frame.view, whole.bytes.subarray(frame.view.header.headerLength)));
    } else if (unit.starts && !frame.committed) decide(unit, frame, frame.view);
    else if (decided?.frame === frame) apply(unit, decided.actions, false);
    else pass(unit);
  };

  const wantsPayload = ({ view }: FrameInFlight): boolean =>
    (options.needsPayload || view.header.opcode >= 0x8) && view.header.payloadLength <= maxInspectedBytes;

  const pushChunk = (unit: DataUnit): void => {
    if (hooks.onChunk === undefined || !meets()) pass(unit);
    else apply(unit, hooks.onChunk(unit.bytes, clock.now()), true);
  };

  return {
    push(unit) {
      if (lifted) pass(unit);
      else if (unit.kind === 'end') {
        flushCollected();
        apply(unit, hooks.onEnd?.(unit.how, clock.now()) ?? forward, true);
      } else if (unit.frame !== undefined && hooks.onFrame !== undefined) pushFrame(unit, unit.frame);
      else pushChunk(unit);
    },
    lift() {
      lifted = true;
      flushCollected();
      const actions = hooks.onLift?.(clock.now()) ?? [{ kind: 'release' } as const];
      for (const action of actions) {
        if (action.kind === 'release') release();
        else if (action.kind === 'discard') discard();
        else options.perform(action);
      }
      options.onHeldChanged();
    },
    dispose: discard,
    get heldBytes() {
      return heldBytes;
    },
    get holdsEnd() {
      return queue.some(({ unit }) => unit.kind === 'end');
    },
    get isSpent() {
      return lifted && queue.length === 0;
    },
    readsFrames: hooks.onFrame !== undefined,
  };
}

const forward: readonly Action[] = [{ kind: 'forward' }];

function changesSomething(actions: readonly Action[]): boolean {
  const only = actions.length === 1 ? actions[0] : undefined;
  return only?.kind !== 'forward' || only.dueAt !== undefined || only.bytes !== undefined;
}

function sizeOf(unit: Unit): number {
  return unit.kind === 'data' ? unit.bytes.length : 0;
}

/** One unit of a frame's units, complete. */
function joinUnits(units: readonly DataUnit[]): DataUnit {
  const last = units.at(-1) as DataUnit;
  if (units.length === 1) return last;
  const bytes = new Uint8Array(units.reduce((total, unit) => total + unit.bytes.length, 0));
  let at = 0;
  for (const unit of units) {
    bytes.set(unit.bytes, at);
    at += unit.bytes.length;
  }
  return { ...last, bytes, starts: true };
}
