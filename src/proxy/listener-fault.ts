import type { Instant } from '../base/clock.ts';
import type { ConnectionAction, ListenerAction, WakeAction } from '../faults/action.ts';
import type { FaultFor } from '../faults/define-fault.ts';
import type { FaultPlan } from '../faults/fault-plan.ts';
import type { ActiveFault } from './active-fault.ts';
import type { FaultSetting } from './fault-teller.ts';
import type { Link } from './link.ts';

/** A fault on the port. */
export function startListenerFault(
  plan: FaultPlan,
  definition: FaultFor<'listener'>,
  { host, stream, teller }: FaultSetting,
): ActiveFault {
  const { clock } = host;
  const hooks = definition.create(plan.options, { random: stream() });
  let lifted = false;

  const run = (
    actions: readonly (ListenerAction | ConnectionAction | WakeAction)[] = [],
    link?: Link,
    t?: Instant,
  ): void => {
    let touched = false;
    for (const action of actions) {
      if (action.kind === 'wake') alarm.set(action.at);
      else if (action.kind === 'close-listener') {
        const closedAt = clock.now();
        host.closeListener();
        teller.injected(undefined, closedAt);
      } else if (action.kind === 'open-listener') host.openListener(() => {});
      else if (link !== undefined) {
        link.perform(action, (doneAt) => teller.injected(link, doneAt));
        touched = true;
      }
    }
    if (touched) teller.countTouch(t);
  };
  const alarm = clock.alarm(() => run(hooks.onWake?.(clock.now())));

  return {
    plan,
    begin() {
      run(
        hooks.onStart?.(
          clock.now(),
          [...host.links()].map(({ id }) => id),
        ),
      );
    },
    touch(link, occasion, t) {
      if (!lifted && occasion === 'accepted') run(hooks.onAccept?.(link.id, clock.now()), link, t);
    },
    opened() {},
    answerUpgrade: () => false,
    forget(link) {
      run(hooks.onGone?.(link.id, clock.now()));
      teller.forget(link);
    },
    lift(t, announce) {
      lifted = true;
      alarm.cancel();
      const last = hooks.onLift?.(clock.now()) ?? [];
      const opens = last.some(({ kind }) => kind === 'open-listener');
      for (const { kind } of last) {
        if (kind === 'open-listener') host.openListener(() => announce(clock.now()));
        else host.closeListener();
      }
      if (!opens) announce(t);
    },
    dispose() {
      lifted = true;
      alarm.cancel();
    },
  };
}
