import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createOutlet, type Outlet } from '../../src/proxy/outlet.ts';
import { rawUnit, type Unit } from '../../src/proxy/unit.ts';
import { createManualClock, type ManualClock } from '../support/manual-clock.ts';
import { spell } from './units-of.ts';

const forEver = Number.POSITIVE_INFINITY;
const raw = (text: string): Unit => rawUnit(new TextEncoder().encode(text));
const fin: Unit = { kind: 'end', how: 'fin' };

interface Bench {
  readonly outlet: Outlet;
  readonly clock: ManualClock;
  readonly out: Unit[];
  readonly changes: () => number;
}

function bench(onOutput: (unit: Unit) => void = () => {}): Bench {
  const clock = createManualClock(0);
  const out: Unit[] = [];
  let changes = 0;
  const outlet = createOutlet({
    clock,
    output: (unit) => {
      out.push(unit);
      onOutput(unit);
    },
    onChanged: () => changes++,
  });
  return { outlet, clock, out, changes: () => changes };
}

describe('an outlet', () => {
  test('passes at once what is due, as long as nothing waits', () => {
    const { outlet, clock, out } = bench();
    outlet.pass(raw('a'), 0);
    outlet.pass(raw('b'), -5);
    expect([spell(out), outlet.isEmpty(), clock.pending]).toEqual(['ab', true, 0]);
    outlet.pass(raw('c'), 10);
    outlet.pass(raw('d'), 0);
    expect([spell(out), outlet.isEmpty()]).toEqual(['ab', false]);
    clock.advance(10);
    expect([spell(out), outlet.isEmpty(), clock.pending]).toEqual(['abcd', true, 0]);
  });

  test('sets no timer for what waits without a time', () => {
    const { outlet, clock, out } = bench();
    outlet.pass(raw('a'), forEver);
    outlet.pass(raw('b'), 10);
    clock.advance(1_000);
    expect([spell(out), clock.pending]).toEqual(['', 0]);
  });

  test('that is released lets go what has no time, and lets times stand', () => {
    const { outlet, clock, out } = bench();
    outlet.pass(raw('a'), 10);
    outlet.pass(raw('b'), forEver);
    outlet.pass(raw('c'), 20);
    outlet.release();
    expect([spell(out), clock.pending]).toEqual(['', 1]);
    clock.advance(10);
    expect([spell(out), clock.pending]).toEqual(['ab', 1]);
    clock.advance(10);
    expect([spell(out), clock.pending]).toEqual(['abc', 0]);
  });

  test('that is hastened lets all go now', () => {
    const { outlet, clock, out } = bench();
    for (const [text, dueAt] of [
      ['a', 10],
      ['b', 500],
      ['c', forEver],
    ] as const)
      outlet.pass(raw(text), dueAt);
    outlet.pass(fin, forEver);
    outlet.hasten();
    expect([spell(out), outlet.isEmpty(), outlet.withholdsEnd(), clock.pending]).toEqual(['abc|FIN', true, false, 0]);
  });

  test('that is emptied forgets what waited, its timer too, and goes on', () => {
    const { outlet, clock, out } = bench();
    outlet.pass(raw('a'), 10);
    outlet.discard();
    expect([outlet.heldBytes(), outlet.isEmpty(), clock.pending]).toEqual([0, true, 0]);
    outlet.pass(raw('b'), 0);
    outlet.pass(raw('c'), 20);
    clock.advance(20);
    expect(spell(out)).toBe('bc');
  });

  test('tells of a change once the work is done, however deep it goes', () => {
    const { outlet, changes } = bench();
    outlet.begin();
    outlet.begin();
    outlet.pass(raw('a'), 10);
    outlet.finish();
    expect([changes(), outlet.isBusy()]).toEqual([0, true]);
    outlet.finish();
    expect([changes(), outlet.isBusy()]).toEqual([1, false]);
  });

  test('tells of no change where there is none, unless it always shall', () => {
    const { outlet, changes } = bench();
    outlet.begin();
    outlet.pass(raw('a'), 0);
    outlet.finish();
    expect(changes()).toBe(0);
    outlet.begin();
    outlet.pass(raw('b'), 0);
    outlet.finish(true);
    expect(changes()).toBe(1);
  });

  test('tells when what waited has its time', () => {
    const { outlet, clock, changes } = bench();
    outlet.begin();
    outlet.pass(raw('a'), 10);
    outlet.finish();
    expect(changes()).toBe(1);
    clock.advance(10);
    expect(changes()).toBe(2);
  });

  test('tells when it keeps an end back, and when it lets it go', () => {
    const { outlet, changes } = bench();
    outlet.begin();
    outlet.pass(fin, forEver);
    outlet.finish();
    expect([changes(), outlet.withholdsEnd()]).toEqual([1, true]);
    outlet.begin();
    outlet.release();
    outlet.finish();
    expect([changes(), outlet.withholdsEnd()]).toEqual([2, false]);
  });

  test('keeps the order when what comes out lets go all the rest', () => {
    const made: Bench = bench((unit) => {
      if (spell([unit]) === 'a') made.outlet.hasten();
    });
    for (const [text, dueAt] of [
      ['a', 10],
      ['b', 20],
      ['c', 30],
    ] as const)
      made.outlet.pass(raw(text), dueAt);
    made.clock.advance(10);
    expect([spell(made.out), made.clock.pending]).toEqual(['abc', 0]);
  });

  test('gives all that came, in order and never early, whatever the times', () => {
    const step = fc.oneof(
      fc.record({ kind: fc.constant('pass' as const), delay: fc.oneof(fc.nat(40), fc.constant(forEver)) }),
      fc.record({ kind: fc.constant('wait' as const), delay: fc.nat(40) }),
      fc.record({ kind: fc.constantFrom('release' as const, 'hasten' as const) }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const { outlet, clock, out } = bench();
        const due: number[] = [];
        for (const each of steps) {
          if (each.kind === 'wait') clock.advance(each.delay);
          else if (each.kind !== 'pass') {
            outlet[each.kind]();
            for (const [index, at] of due.entries())
              if (at > clock.now() && (each.kind === 'hasten' || at === forEver)) due[index] = clock.now();
          } else {
            due.push(clock.now() + each.delay);
            outlet.pass(raw(`${due.length},`), clock.now() + each.delay);
          }
          const isOut = due.findIndex((at) => at > clock.now());
          expect(out.length).toBe(isOut < 0 ? due.length : isOut);
        }
        outlet.hasten();
        expect(spell(out)).toBe(due.map((_, index) => `${index + 1},`).join(''));
        expect([outlet.heldBytes(), clock.pending]).toEqual([0, 0]);
      }),
    );
  });
});
