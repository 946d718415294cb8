import type { Alarm, Clock, Instant } from '../base/clock.ts';
import type { Unit } from './unit.ts';
import { createUnitQueue } from './unit-queue.ts';

export interface OutletOptions {
  readonly clock: Clock;
  readonly output: (unit: Unit) => void;
  /** What waits here has changed, and the work that changed it is done. */
  readonly onChanged: () => void;
}

/** Where units leave a stage: at once or when they are due, always in order. */
export interface Outlet {
  /** `Infinity`: waits for {@link release}. */
  pass(unit: Unit, dueAt: Instant): void;
  /** All that waits without a time goes on. */
  release(): void;
  /** All that waits goes on. */
  hasten(): void;
  /** All that waits is gone. */
  discard(): void;
  /** Work that may change what waits begins; it may be nested. */
  begin(): void;
  /** It is done: `onChanged` is called, once for all that is nested, if what waits has changed, or `always`. */
  finish(always?: boolean): void;
  /** Work is under way. */
  isBusy(): boolean;
  isEmpty(): boolean;
  heldBytes(): number;
  withholdsEnd(): boolean;
}

export function createOutlet(options: OutletOptions): Outlet {
  return new QueueOutlet(options);
}

/** A class: see DESIGN.md, "Memory". */
class QueueOutlet implements Outlet {
  readonly #options: OutletOptions;
  readonly #queue = createUnitQueue();
  #depth = 0;
  #heldBefore = 0;
  #withheldBefore = false;
  readonly #alarm: Alarm;
  #isAlarmSet = false;

  constructor(options: OutletOptions) {
    this.#options = options;
    this.#alarm = options.clock.alarm(() => this.#onDue());
  }

  pass(unit: Unit, dueAt: Instant): void {
    const { clock, output } = this.#options;
    if (this.#queue.size() === 0 && dueAt <= clock.now()) {
      output(unit);
      return;
    }
    this.#queue.add(unit, dueAt);
    this.#setAlarm();
  }

  release(): void {
    this.#stopAlarm();
    this.#queue.release(this.#options.clock.now());
    this.#drain();
  }

  hasten(): void {
    this.#stopAlarm();
    this.#queue.hasten(this.#options.clock.now());
    this.#drain();
  }

  discard(): void {
    this.#stopAlarm();
    this.#queue.clear();
  }

  begin(): void {
    this.#depth++;
    if (this.#depth > 1) return;
    this.#heldBefore = this.#queue.heldBytes();
    this.#withheldBefore = this.#queue.withholdsEnd();
  }

  finish(always = false): void {
    this.#depth--;
    if (this.#depth > 0) return;
    const hasChanged =
      this.#queue.heldBytes() !== this.#heldBefore || this.#withheldBefore || this.#queue.withholdsEnd();
    if (always || hasChanged) this.#options.onChanged();
  }

  isBusy(): boolean {
    return this.#depth > 0;
  }

  isEmpty(): boolean {
    return this.#queue.size() === 0;
  }

  heldBytes(): number {
    return this.#queue.heldBytes();
  }

  withholdsEnd(): boolean {
    return this.#queue.withholdsEnd();
  }

  #drain(): void {
    const now = this.#options.clock.now();
    for (let unit = this.#queue.takeDue(now); unit !== undefined; unit = this.#queue.takeDue(now)) {
      this.#options.output(unit);
    }
    this.#setAlarm();
  }

  #setAlarm(): void {
    const next = this.#queue.nextDueAt();
    if (this.#isAlarmSet || next === undefined || next === Number.POSITIVE_INFINITY) return;
    this.#isAlarmSet = true;
    this.#alarm.set(next);
  }

  #onDue(): void {
    this.#isAlarmSet = false;
    this.begin();
    this.#drain();
    this.finish();
  }

  #stopAlarm(): void {
    this.#isAlarmSet = false;
    this.#alarm.cancel();
  }
}
