import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import type { Delivery, FaultDefinition } from '../../src/faults/define-fault.ts';
import { faults } from '../../src/faults/index.ts';
import { injectPresets, isLastOfDirection } from '../../src/faults/inject-preset.ts';
import { anyAnswers, anyRequests } from './arbitrary-heads.ts';
import { validOptionsOf } from './arbitrary-options.ts';
import { timelineOf, traffic } from './arbitrary-timeline.ts';
import { byteSteps, playBytes, stepsOf } from './byte-streams.ts';
import { anyOptions, checkOptions } from './check-options.ts';
import { type Flood, type FloodShape, flood } from './flood.ts';
import { countCase, describeCases, fuzz, isLong, timeoutOf } from './fuzz-case.ts';
import { judgeDelivery } from './judge-delivery.ts';
import { plansOf } from './plans-of.ts';
import { playTimeline } from './play-timeline.ts';
import { withoutRefused } from './without-refused.ts';

/** The types that act on what flows over an open connection. */
const flowTypes = faults.filter(
  ({ appliesTo, layer }) => layer !== 'handshake' && layer !== 'connect' && layer !== 'tls' && appliesTo !== 'process',
);

afterAll(() => {
  console.log(describeCases());
});

describe('nothing breaks the proxy', () => {
  test(
    'any bytes, cut anywhere, arrive as they were',
    () =>
      fuzz(
        { kind: 'byte streams', runs: 250, share: 0.1 },
        fc.tuple(fc.constantFrom('ws' as const, 'tcp' as const), byteSteps),
        ([scheme, steps]) => playBytes(scheme, steps),
      ),
    timeoutOf(0.1),
  );

  test(
    'any requests and answers, legal or not, pass as they were, or as ordinary HTTP',
    () =>
      fuzz(
        { kind: 'handshakes', runs: 250, share: 0.1 },
        fc.tuple(fc.constant('ws' as const), stepsOf(anyRequests, anyAnswers)),
        ([scheme, steps]) => playBytes(scheme, steps),
      ),
    timeoutOf(0.1),
  );

  test(
    'any faults at any time over any traffic leave nothing behind',
    () =>
      fuzz(
        { kind: 'timelines', runs: 250, share: 0.4 },
        fc.tuple(timelineOf().filter(isAccepted), traffic, fc.nat(3)),
        ([entries, steps, way]) => playTimeline(entries, steps, { isSecure: way === 0 }),
      ),
    timeoutOf(0.4),
  );
});

test('options can be drawn for every fault type', () => {
  for (const fault of faults) {
    const drawn = fc.sample(validOptionsOf(fault), { seed: 1, numRuns: 20 });
    expect(drawn.every((options) => fault.options.safeParse(options).success)).toBe(true);
  }
});

describe('what no fault claims arrives', () => {
  test.each([
    ['late at most, whatever holds it back', 'late streams', ['kept']],
    ['in whole frames and in order, whichever are missing', 'thinned streams', ['kept', 'thinned']],
    ['though others are put between', 'streams with more', ['kept', 'added']],
    ['up to the byte where the connection is cut', 'cut streams', ['kept', 'cut']],
  ] as const)(
    '%s',
    (_how, kind, allowed) => {
      const known = new Set<Delivery>(allowed);
      const types = faults.filter(({ delivery }) => known.has(delivery));
      return fuzz(
        { kind, runs: 70, share: 0.1 },
        fc.tuple(timelineOf(types, 3).filter(isAccepted).filter(leavesDirectionOpen), traffic),
        ([entries, steps]) => playTimeline(entries, steps, { judge: (links, rig) => judgeDelivery(links, rig, known) }),
      );
    },
    timeoutOf(0.1),
  );
});

describe('a receiver that does not read', () => {
  const floodOf = (type: FaultDefinition): fc.Arbitrary<Flood> =>
    fc.record({
      entries: validOptionsOf(type).map((options) => [
        withoutRefused(type, { fault: type.type, id: 'f', with: options, direction: 'both', connections: 'all' }),
      ]),
      from: fc.constantFrom('client' as const, 'server' as const),
      // Millions of tiny frames take their time.
      shape: fc.constantFrom<FloodShape>('large', 'large', 'middling', ...(isLong ? ['tiny' as const] : [])),
    });

  test('does not make the proxy hold more of tiny frames than of others', async () => {
    countCase('floods');
    const pauses = [{ fault: 'pause', id: 'f', direction: 'both', connections: 'all' }];
    expect(await flood({ entries: pauses, from: 'server', shape: 'tiny' })).toMatchObject({ tookAll: false });
  });

  test(
    'stalls its sender, and nothing is held beyond the bound, whatever faults are active',
    () =>
      fuzz(
        { kind: 'floods', runs: 12, share: 0.1 },
        fc.oneof(...flowTypes.map(floodOf), fc.constant<Flood>({ entries: [], from: 'server', shape: 'large' })),
        async (drawn) => {
          const { tookAll } = await flood(drawn);
          const mayTakeAll = faults.some(
            ({ type, delivery }) => delivery !== 'kept' && drawn.entries.some(({ fault }) => fault === type),
          );
          if (tookAll && !mayTakeAll) throw new Error('all of it was taken, and nobody reads');
        },
      ),
    timeoutOf(0.1),
  );
});

describe('the options of faults', () => {
  test(
    'are accepted, or refused with a place and a reason',
    () =>
      fuzz({ kind: 'blocks of options', runs: 400, share: 0.05 }, anyOptions, async ([type, given]) => {
        countCase(checkOptions(type, given) ? 'of them good' : 'of them bad');
      }),
    timeoutOf(0.05),
  );
});

/** An `inject` of some presets is the last that a direction sees. */
function leavesDirectionOpen(entries: Parameters<typeof plansOf>[0]): boolean {
  return !entries.some((entry) =>
    injectPresets.some((preset) => entry.with?.preset === preset && isLastOfDirection(preset)),
  );
}

/** Faults that wait for each other, or for one that is not there, are refused with an error that says so. */
function isAccepted(entries: Parameters<typeof plansOf>[0]): boolean {
  try {
    plansOf(entries);
    return true;
  } catch (error) {
    if (error instanceof Error && /^\d+:\d+ /.test(error.message)) return false;
    throw error;
  }
}
