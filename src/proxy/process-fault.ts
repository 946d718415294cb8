import type { Instant } from '../base/clock.ts';
import type { FaultFor } from '../faults/define-fault.ts';
import type { FaultPlan } from '../faults/fault-plan.ts';
import type { ActiveFault } from './active-fault.ts';
import type { FaultSetting } from './fault-teller.ts';

/** A fault on a program that wschaos started. */
export function startProcessFault(
  plan: FaultPlan,
  definition: FaultFor<'process'>,
  { host, stream, teller }: FaultSetting,
): ActiveFault {
  const { clock } = host;
  const hooks = definition.create(plan.options, { random: stream() });
  let isOver = false;
  return {
    plan,
    begin() {
      let isInjected = false;
      const steps = hooks.onStart(clock.now());
      steps.forEach((action, index) => {
        let t: Instant | undefined = clock.now();
        host.onProcess(action, () => {
          // Every connection there is ends at this program; those that come after its first step do not.
          if (!isInjected) for (const link of host.links()) teller.injected(link, t);
          isInjected = true;
          teller.injected(undefined, t);
          // With nothing to be taken back, that was all.
          if (hooks.onLift === undefined && index === steps.length - 1 && !isOver) teller.over();
        });
        // What takes its time has no instant before it.
        t = undefined;
      });
    },
    touch() {},
    opened() {},
    answerUpgrade: () => false,
    forget: (link) => teller.forget(link),
    dispose() {
      isOver = true;
    },
    lift(t, announce) {
      isOver = true;
      const last = hooks.onLift?.(clock.now()) ?? [];
      if (last.length === 0) announce(t);
      const done = (): void => announce(clock.now());
      last.forEach((action, index) => {
        host.onProcess(action, index === last.length - 1 ? done : () => {});
      });
    },
  };
}
