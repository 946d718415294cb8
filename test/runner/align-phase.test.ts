import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createPhaseAligner, type PhaseAlignerOptions } from '../../src/runner/align-phase.ts';
import { createManualClock } from '../support/manual-clock.ts';

/** An aligner on a clock that starts at 0, and the instants at which it started a fault. */
function setUp(options: Omit<PhaseAlignerOptions, 'clock'>) {
  const clock = createManualClock(0);
  const aligner = createPhaseAligner({ clock, ...options });
  const starts: number[] = [];
  return {
    clock,
    aligner,
    starts,
    align: () => aligner.align(() => starts.push(clock.now())),
    /** Heartbeats at these instants, then time goes on until `end`. */
    beatAt(instants: readonly number[], end: number) {
      for (const instant of instants) {
        clock.advance(instant - clock.now());
        aligner.onHeartbeat(clock.now());
      }
      clock.advance(end - clock.now());
    },
  };
}

test('a start a little late meets the very phase that was planned, so that two runs can be paired', () => {
  const phase = 0.025;
  const clock = createManualClock(0);
  const late = { ...clock, schedule: (dueAt: number, run: () => void) => clock.schedule(dueAt + 0.8, run) };
  const aligner = createPhaseAligner({ clock: late, phase, periodMs: 1_000 });
  aligner.onHeartbeat(0);
  const starts: number[] = [];
  aligner.align(() => starts.push(clock.now()));
  expect(aligner.hasBegun).toBe(false);
  clock.advance(100);
  expect(aligner.hasBegun).toBe(true);
  expect(starts).toEqual([25.8]);
  expect(aligner.met).toBe(phase);
});

describe('the fault begins', () => {
  test('at once without a phase, and tells the phase that it happened to meet', () => {
    const { aligner, beatAt, align, starts } = setUp({ phase: undefined, periodMs: 1_000 });
    beatAt([0, 1_000], 1_300);
    align();
    expect(starts).toEqual([1_300]);
    expect(aligner.met).toBeCloseTo(0.3);
  });

  test('at once where no period is known', () => {
    const { aligner, align, starts } = setUp({ phase: 0.5, periodMs: undefined });
    align();
    expect(starts).toEqual([0]);
    expect(aligner.met).toBeNull();
  });

  test('in the running period while the phase is still to come', () => {
    const { aligner, beatAt, align, starts } = setUp({ phase: 0.7, periodMs: 1_000 });
    beatAt([0], 200);
    align();
    beatAt([], 5_000);
    expect(starts).toEqual([700]);
    expect(aligner.met).toBeCloseTo(0.7);
  });

  test('after the next heartbeat, not after the one that was expected, where the phase has passed', () => {
    const { aligner, beatAt, align, starts } = setUp({ phase: 0.1, periodMs: 1_000 });
    beatAt([0], 500);
    align();
    beatAt([1_350], 5_000);
    expect(starts).toEqual([1_450]);
    expect(aligner.met).toBeCloseTo(0.1);
  });

  test('by the measured period where none is declared', () => {
    const { beatAt, align, starts } = setUp({ phase: 0.5, periodMs: undefined });
    beatAt([0, 400], 500);
    align();
    beatAt([], 5_000);
    expect(starts).toEqual([600]);
  });

  test('one and a half periods later where no heartbeat comes, and the phase is not told', () => {
    const { aligner, beatAt, align, starts } = setUp({ phase: 0.5, periodMs: 1_000 });
    beatAt([], 100);
    align();
    beatAt([], 5_000);
    expect(starts).toEqual([1_600]);
    expect(aligner.met).toBeNull();
  });

  test('by the first heartbeat where that comes in time', () => {
    const { beatAt, align, starts } = setUp({ phase: 0.5, periodMs: 1_000 });
    align();
    beatAt([1_400], 5_000);
    expect(starts).toEqual([1_900]);
  });

  test('one and a half periods after the last heartbeat where they have stopped', () => {
    const { aligner, beatAt, align, starts } = setUp({ phase: 0.2, periodMs: 1_000 });
    beatAt([0], 900);
    align();
    beatAt([], 5_000);
    expect(starts).toEqual([1_500]);
    expect(aligner.met).toBeNull();
  });

  test('after three periods at the latest, though heartbeats that come too fast keep moving it', () => {
    const { beatAt, align, starts } = setUp({ phase: 0.9, periodMs: 1_000 });
    align();
    beatAt(
      Array.from({ length: 50 }, (_, index) => index * 100),
      5_000,
    );
    expect(starts).toEqual([3_000]);
  });

  test('once, however many heartbeats follow, and never after a cancel', () => {
    const { aligner, clock, beatAt, align, starts } = setUp({ phase: 0.5, periodMs: 1_000 });
    align();
    beatAt([100, 1_100, 2_100], 3_000);
    expect(starts).toEqual([600]);
    align();
    aligner.cancel();
    beatAt([3_100], 9_000);
    expect(starts).toEqual([600]);
    expect(clock.pending).toBe(0);
  });
});

test('with regular heartbeats it begins within a period and at the phase', () => {
  const phases = fc.double({ min: 0, max: 0.999, noNaN: true });
  fc.assert(
    fc.property(
      phases,
      fc.integer({ min: 10, max: 10_000 }),
      fc.integer({ min: 0, max: 30_000 }),
      (phase, periodMs, dueAt) => {
        const { aligner, clock, beatAt, align, starts } = setUp({ phase, periodMs });
        beatAt(
          beatsUntil(dueAt, () => periodMs),
          dueAt,
        );
        align();
        beatAt(
          beatsUntil(dueAt + 2 * periodMs, () => periodMs).filter((t) => t > dueAt),
          dueAt + 2 * periodMs,
        );
        expect(starts.length).toBe(1);
        expect((starts[0] ?? 0) - dueAt).toBeLessThanOrEqual(periodMs + 1e-6);
        expect(distance(aligner.met ?? -1, phase)).toBeLessThan(1e-6);
        expect(clock.pending).toBe(0);
      },
    ),
  );
});

test('with heartbeats that drift by up to 20 % it is at the phase, counted from the last one before it', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0, max: 0.75, noNaN: true }),
      fc.array(fc.double({ min: 0.8, max: 1.2, noNaN: true }), { minLength: 20, maxLength: 20 }),
      fc.integer({ min: 0, max: 9_000 }),
      (phase, factors, dueAt) => {
        const { aligner, beatAt, align, starts } = setUp({ phase, periodMs: 1_000 });
        const beats = beatsUntil(14_000, (index) => 1_000 * (factors[index % factors.length] ?? 1));
        beatAt(
          beats.filter((t) => t <= dueAt),
          dueAt,
        );
        align();
        beatAt(
          beats.filter((t) => t > dueAt),
          14_000,
        );
        const [startedAt = 0] = starts;
        const last = beats.findLast((t) => t <= startedAt) ?? 0;
        expect(starts.length).toBe(1);
        expect(startedAt - dueAt).toBeLessThanOrEqual(2_000);
        expect((startedAt - last) / 1_000).toBeCloseTo(phase, 6);
        expect(distance(aligner.met ?? -1, phase)).toBeLessThan(1e-6);
      },
    ),
  );
});

function beatsUntil(end: number, gap: (index: number) => number): number[] {
  const beats: number[] = [];
  for (let t = 0; t <= end; t += gap(beats.length)) beats.push(t);
  return beats;
}

/** On the circle. */
function distance(a: number, b: number): number {
  const plain = Math.abs(a - b);
  return Math.min(plain, 1 - plain);
}
