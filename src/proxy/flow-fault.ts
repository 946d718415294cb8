import type { Instant } from '../base/clock.ts';
import type { FaultFor } from '../faults/define-fault.ts';
import type { FlowHooks } from '../faults/fault-hooks.ts';
import type { FaultPlan } from '../faults/fault-plan.ts';
import type { Direction } from '../wire/frame.ts';
import type { ActiveFault } from './active-fault.ts';
import { type Occasion, selects } from './connection-selector.ts';
import type { FaultSetting } from './fault-teller.ts';
import type { Link } from './link.ts';
import type { Stage } from './stage.ts';

/** A fault on what flows: a stage in each direction of each connection that it touches. */
export function startFlowFault(
  plan: FaultPlan,
  definition: FaultFor<'flow'>,
  { host, stream, teller }: FaultSetting,
): ActiveFault {
  const counted = new WeakSet<Link>();
  const stagesOf = new Map<Link, readonly Stage[]>();
  const directions: readonly Direction[] = plan.direction === 'both' ? ['to-client', 'to-server'] : [plan.direction];
  const isHandshake = definition.layer === 'handshake';
  let lifted = false;

  const attach = (link: Link, t?: Instant): void => {
    // A handshake is met or not as a whole; what flows behind it, chunk by chunk or frame by frame.
    if (isHandshake && stream(link.id).next() >= plan.probability) return;
    const instances = directions.map((direction) => {
      const random = stream(link.id, direction);
      return { direction, random, hooks: definition.create(plan.options, { random, direction }) };
    });
    if (link.state() === 'open' && instances.every(({ hooks }) => needsAnswer(hooks))) return;
    let waitsForFrame = false;
    let isTold = false;
    const stages = instances.map(({ direction, random, hooks }) => {
      const flow = link.flow(direction);
      // A frame under way passes whole; a fault on frames is in effect from the next one on.
      waitsForFrame ||= hooks.onFrame !== undefined && flow.isMidFrame();
      return flow.addStage(definition.layer, {
        hooks,
        random,
        probability: isHandshake ? 1 : plan.probability,
        needsPayload: definition.needsPayload(plan.options),
        onFramePassed: () => teller.injected(link),
        onTouched: () => {
          // For every chunk of every connection: not even asking whether it was told.
          if (!isTold) {
            isTold = true;
            teller.injected(link);
            teller.affected(link);
          }
          // A handshake is one thing, whatever it takes to spoil it; its frames are not counted one by one.
          if (!isHandshake) teller.countTouch();
          else if (!counted.has(link)) {
            counted.add(link);
            teller.countTouch();
          }
        },
      });
    });
    stagesOf.set(link, stages);
    if (!waitsForFrame) teller.injected(link, t);
  };

  const meet = (link: Link, occasion: Occasion, t?: Instant): void => {
    if (lifted || stagesOf.has(link) || !selects(plan.connections, link, occasion, host.clientOf)) return;
    // An ordinary HTTP exchange and a finished connection have no flow.
    if (link.state() !== 'closed' && link.state() !== 'plain-http') attach(link, t);
  };

  return {
    plan,
    begin(t) {
      for (const link of [...host.links()]) meet(link, 'existing', t);
    },
    touch: (link, occasion) => meet(link, occasion),
    opened() {},
    answerUpgrade: () => false,
    forget(link) {
      stagesOf.delete(link);
      teller.forget(link);
    },
    lift(t, announce) {
      lifted = true;
      for (const stages of stagesOf.values()) for (const stage of stages) stage.lift();
      announce(t);
    },
    dispose() {
      lifted = true;
    },
  };
}

/** On a connection that is open, the answer is past, and such a fault would never do anything. */
function needsAnswer({ onAnswer, onFrame, onChunk }: FlowHooks): boolean {
  return onAnswer !== undefined && onFrame === undefined && onChunk === undefined;
}
