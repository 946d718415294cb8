import * as fc from 'fast-check';
import { clientEventKinds } from '../../src/base/client-event.ts';
import type { IterationContext, Observation } from '../../src/result/observation.ts';
import {
  accept,
  blackhole,
  closed,
  closeFrame,
  end,
  exit,
  fault,
  finished,
  gone,
  message,
  open,
  pause,
  ready,
  refuse,
  reject,
  reset,
  steady,
  tell,
} from './stream.ts';

// Whole numbers are few, so that many things fall on one instant.
const t = fc.oneof(fc.double({ min: 0, max: 100_000, noNaN: true }), fc.integer({ min: 0, max: 30 }));
const few = fc.integer({ min: 1, max: 3 });
const on = fc.record({ connection: few, client: few });
const wire = fc
  .tuple(fc.constantFrom(accept, open, ready, closed, gone), t, on)
  .map(([make, at, where]) => make(at, where));
const sign = fc
  .tuple(t, fc.constantFrom('client' as const, 'server' as const), on)
  .chain(([at, side, where]) =>
    fc.constantFrom(end(at, side, 'fin', where), end(at, side, 'reset', where), closeFrame(at, side, 1000, where)),
  );
const faultKinds = fc.constantFrom(
  'fault-start' as const,
  'injected' as const,
  'affected' as const,
  'fault-end' as const,
);
const faultIds = fc.constantFrom('reset', 'blackhole', 'refuse', 'reject', 'pause', 'stranger');
const faultTold = fc.tuple(t, faultKinds, faultIds, fc.option(few, { nil: undefined })).map((args) => fault(...args));
const told = fc
  .tuple(t, fc.constantFrom(...clientEventKinds), few)
  .map(([at, kind, client]) => tell(at, kind, { client }));
const numbered = fc
  .tuple(
    t,
    fc.constantFrom('sent' as const, 'delivered' as const),
    fc.constantFrom('up' as const, 'down' as const),
    few,
  )
  .map((args) => message(...args));
const runner = t.chain((at) =>
  fc.constantFrom(steady(at), exit(at, 1), finished(at), finished(at, 'timeout'), finished(at, 'disturbed')),
);
/** Streams that no proxy would ever tell: the judge must bear them. */
export const anyStream: fc.Arbitrary<readonly Observation[]> = fc.array(
  fc.oneof(wire, sign, faultTold, told, numbered, runner),
  { maxLength: 60 },
);
const maybeFault = fc.option(faultIds, { nil: undefined });

/** Any of the faults, and any of them, or a stranger, as the one to measure. */
export const anyContext: fc.Arbitrary<Partial<IterationContext>> = fc.record({
  faults: fc.subarray([reset, blackhole, refuse, reject, pause]),
  measure: fc.record({ from: maybeFault, lifted: maybeFault }),
  countsMessages: fc.boolean(),
});
