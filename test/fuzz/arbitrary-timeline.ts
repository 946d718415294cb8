import fc from 'fast-check';
import type { FaultDefinition } from '../../src/faults/define-fault.ts';
import { triggerEvents } from '../../src/faults/fault-plan.ts';
import { faults } from '../../src/faults/index.ts';
import type { FaultEntry } from '../../src/runner/parse-fault-entries.ts';
import { anyFrame, cuts } from '../wire/arbitrary-frame.ts';
import { lastsAtMost, validOptionsOf } from './arbitrary-options.ts';
import { withoutRefused } from './without-refused.ts';

const duration = fc.oneof(
  fc.nat(40).map((ms) => `${ms}ms`),
  fc.constantFrom('1us', '1s', '70s'),
);
const lasting = fc.oneof(
  fc.integer({ min: 1, max: 60 }).map((ms) => `${ms}ms`),
  fc.constantFrom('1us', '1s', '70s'),
);
const direction = fc.constantFrom('to-client', 'to-server', 'both');
const small = fc.integer({ min: 1, max: 4 });

const trigger = fc.oneof(
  fc.record(
    {
      event: fc.constantFrom(...triggerEvents.filter((event) => !event.startsWith('fault-'))),
      nth: small,
      connection: small,
      delay: duration,
    },
    { requiredKeys: ['event'], noNullPrototype: true },
  ),
  fc.record(
    {
      event: fc.constantFrom('message', 'frame', 'ping', 'pong', 'close'),
      every: small,
      direction,
      match: fc.constantFrom('any', 'data', 'control', { size: '> 10' }, { text: 'a' }),
    },
    { requiredKeys: ['event', 'every'], noNullPrototype: true },
  ),
  fc.record({
    event: fc.constantFrom('fault-start', 'fault-end'),
    fault: fc.constantFrom('f0', 'f1', 'f2'),
    every: small,
  }),
);

const connections = fc.oneof(
  fc.constantFrom('all', 'new', 'existing'),
  fc.record(
    {
      nth: small,
      first: small,
      path: fc.constantFrom('/*', '/1', '*'),
      header: fc.constant({ 'x-fuzz': '*' }),
      client: small,
    },
    { requiredKeys: [], noNullPrototype: true },
  ),
);

/** A longer wait would be nothing but more turns of the clock. */
const longestMs = 100_000;

/** Any entry of `faults:` for one type, but for its id. */
export function entryOf(fault: FaultDefinition): fc.Arbitrary<FaultEntry> {
  const start = fc.oneof(fc.record({ at: duration }), fc.record({ when: trigger }), fc.constant({}));
  const end = fc.oneof(
    fc.record({ for: lasting }),
    fc.record({ until: trigger }),
    fc.record({ count: small }),
    fc.constant({}),
  );
  const selection = fc.record(
    { direction, connections, probability: fc.constantFrom(0, 0.3, 1) },
    { requiredKeys: [], noNullPrototype: true },
  );
  return fc
    .tuple(
      validOptionsOf(fault).filter((options) => lastsAtMost(options, longestMs)),
      start,
      end,
      selection,
    )
    .map(([options, ...rest]) => withoutRefused(fault, Object.assign({ fault: fault.type, with: options }, ...rest)));
}

/** Random faults of the given types, named `f0`, `f1` … so that they can wait for one another. */
export function timelineOf(
  types: readonly FaultDefinition[] = faults,
  maxLength = 6,
): fc.Arbitrary<readonly FaultEntry[]> {
  return fc
    .array(fc.oneof(...types.map(entryOf)), { minLength: 1, maxLength })
    .map((entries) => entries.map((entry, index) => ({ ...entry, id: `f${index}` })));
}

const side = fc.constantFrom('client' as const, 'server' as const);
const on = fc.nat(3);

/** What happens on the connections meanwhile; `on` counts those that there are, over and over. */
export const trafficStep = fc.oneof(
  { weight: 3, arbitrary: fc.record({ do: fc.constant('open' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('dial' as const) }) },
  {
    weight: 12,
    arbitrary: fc.record({
      do: fc.constant('frames' as const),
      on,
      side,
      frames: fc.array(anyFrame, { maxLength: 6 }),
      cuts,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('bytes' as const), on, side, bytes: fc.uint8Array({ maxLength: 60 }) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('end' as const),
      on,
      side,
      how: fc.constantFrom('fin' as const, 'reset' as const),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('read' as const), on, side, reads: fc.boolean() }) },
  {
    weight: 6,
    arbitrary: fc.record({ do: fc.constant('wait' as const), ms: fc.constantFrom(0, 1, 3, 10, 30, 100, 1_000) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('lift' as const), fault: fc.nat(5) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('signal' as const),
      event: fc.constantFrom('loss' as const, 'ready' as const),
    }),
  },
);
export type TrafficStep = typeof trafficStep extends fc.Arbitrary<infer Step> ? Step : never;

/** A connection that opens before the first fault, so that there is something to meet. */
export const traffic: fc.Arbitrary<readonly TrafficStep[]> = fc
  .array(trafficStep, { maxLength: 25 })
  .map((steps) => [{ do: 'open' }, ...steps]);
