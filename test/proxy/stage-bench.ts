import { createRandom } from '../../src/base/random.ts';
import type { FlowHooks } from '../../src/faults/fault-hooks.ts';
import { createStage } from '../../src/proxy/create-stage.ts';
import type { Stage } from '../../src/proxy/stage.ts';
import type { Unit } from '../../src/proxy/unit.ts';
import type { Direction } from '../../src/wire/frame.ts';
import { createManualClock, type ManualClock } from '../support/manual-clock.ts';

/** A stage by itself, in manual time. */
export interface StageBench {
  readonly stage: Stage;
  readonly clock: ManualClock;
  readonly out: Unit[];
  readonly counts: { touched: number; held: number; passed: number };
}

export function stageBench(
  hooks: FlowHooks,
  given: { probability?: number; needsPayload?: boolean; direction?: Direction; onTouched?: () => void } = {},
): StageBench {
  const clock = createManualClock(0);
  const out: Unit[] = [];
  const counts = { touched: 0, held: 0, passed: 0 };
  const stage = createStage({
    hooks,
    clock,
    direction: given.direction ?? 'to-client',
    drawMaskKey: () => Uint8Array.of(1, 2, 3, 4),
    random: createRandom(1),
    probability: given.probability ?? 1,
    needsPayload: given.needsPayload ?? false,
    output: (unit) => out.push(unit),
    onTouched: () => {
      counts.touched++;
      given.onTouched?.();
    },
    onFramePassed: () => counts.passed++,
    onHeldChanged: () => counts.held++,
  });
  return { stage, clock, out, counts };
}
