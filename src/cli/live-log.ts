import type { Instant } from '../base/clock.ts';
import type { FaultPlan } from '../faults/fault-plan.ts';
import type { ProxyEvent } from '../proxy/proxy-event.ts';
import { createTeller } from '../runner/session/create-teller.ts';
import type { Told } from '../runner/session/log-entry.ts';
import { tellFrame } from '../runner/session/tell-frame.ts';
import { formatLogEntry } from './format-log-entry.ts';

/**
 * Tells what a proxy sees, one line an event that a reader cares about: `open`, `fault`, `detected`, `reopened`, `closed`,
 * `lifted`, `answer`, `failed`, and every `frame` when asked to. Events that mean nothing give `undefined`.
 */
export function createLiveLog(
  startedAt: Instant,
  plans: readonly FaultPlan[],
  options: { readonly showsFrames: boolean },
): (event: ProxyEvent) => string | undefined {
  const tell = createTeller((id) => plans.find((one) => one.id === id));
  const tellOf = (event: ProxyEvent): Told | undefined => {
    const told = tell(event);
    if (told !== undefined || !options.showsFrames || event.kind !== 'frame') return told;
    const { connection, frame, t } = event;
    return { kind: 'frame', connection, ...tellFrame(frame, 0), delivered: false, t };
  };
  return (event) => {
    const told = tellOf(event);
    return told === undefined ? undefined : formatLogEntry({ ...told, t: told.t - startedAt });
  };
}
