import type { FaultDefinition } from '../../src/faults/define-fault.ts';
import type { ActiveFault } from '../../src/proxy/active-fault.ts';
import { startFault } from '../../src/proxy/start-fault.ts';
import { createManualClock, type ManualClock } from '../support/manual-clock.ts';
import type { FakeLink } from './fake-link.ts';
import { planOf } from './open-link.ts';

/** An active fault with nothing around it. */
export interface FaultBench {
  readonly fault: ActiveFault;
  readonly clock: ManualClock;
  /** What it told, as `injected 1` or `injected -`, and what it asked of the port and the programs. */
  readonly log: string[];
  /** How often it said that it had touched as many as its `count`. */
  readonly spent: () => number;
  /** What it asked for last, of the port or a program, has happened. */
  finish(): void;
}

/** Starts a fault on these connections; a fault that is spent is lifted, as by the engine. */
export function startBench<Options>(
  definition: FaultDefinition<Options>,
  links: readonly FakeLink[] = [],
  given: Parameters<typeof planOf>[1] & { readonly seed?: number } = {},
): FaultBench {
  const { seed = 1, ...plan } = given;
  const clock = createManualClock(0);
  const log: string[] = [];
  let spent = 0;
  let finish = (): void => {};
  const fault = startFault(
    planOf(definition, plan),
    1,
    {
      clock,
      seed,
      links: () => links,
      clientOf: ({ remotePort }) => remotePort,
      onEvent: ({ kind, connection }) => void log.push(`${kind} ${connection ?? '-'}`),
      closeListener: () => void log.push('port closed'),
      openListener: (done) => {
        log.push('port opened');
        finish = done;
      },
      onProcess: ({ side, what }, done) => {
        log.push(`${what} ${side}`);
        finish = done;
      },
    },
    () => {
      spent++;
      fault.lift(0, () => log.push('over'));
    },
  );
  fault.begin(clock.now());
  return { fault, clock, log, spent: () => spent, finish: () => finish() };
}
