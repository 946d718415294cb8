import { existsSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { FaultDefinition } from '../../src/faults/define-fault.ts';
import { faults } from '../../src/faults/index.ts';
import { frameView } from './frame-view.ts';
import { connectionFrom, explanationOf, flowFrom, listenerFrom, problemsOf, processFrom } from './read-options.ts';

describe.each(faults.map((fault) => [fault.type, fault] as const))('the fault %s', (type, fault) => {
  test('is named after its file, in kebab-case', () => {
    expect(type).toMatch(/^[a-z]+(-[a-z]+)*$/);
    expect(existsSync(new URL(`../../src/faults/${type}.ts`, import.meta.url))).toBe(true);
  });

  test('describes itself on one line each', () => {
    for (const text of [fault.summary, fault.wireFact, explanationOf(fault, fault.example)]) {
      expect(text).toMatch(/^\S.*\S$/);
    }
  });

  test('refuses an option that it does not have', () => {
    expect(problemsOf(fault, { ...fault.example, colour: 'red' })).toEqual(['Unrecognized key: "colour"']);
  });

  test('gives the same actions for the same seed, whatever happens', () => {
    fc.assert(
      fc.property(fc.integer(), fc.array(anyEvent), (seed, events) => {
        expect(play(fault, seed, events)).toEqual(play(fault, seed, events));
      }),
      { numRuns: 50 },
    );
  });
});

const anyEvent = fc.oneof(
  fc.record({ kind: fc.constant('frame' as const), opcode: fc.nat(15), text: fc.string() }),
  fc.record({ kind: fc.constant('chunk' as const), bytes: fc.uint8Array() }),
  fc.record({ kind: fc.constant('end' as const), how: fc.constantFrom('fin' as const, 'reset' as const) }),
  fc.record({ kind: fc.constantFrom('open' as const, 'traffic' as const, 'wake' as const) }),
  fc.record({ kind: fc.constantFrom('accept' as const, 'gone' as const), connection: fc.integer({ min: 1, max: 9 }) }),
);
type Event = typeof anyEvent extends fc.Arbitrary<infer Each> ? Each : never;

/** What one instance says to all of it, one event a millisecond. */
function play(fault: FaultDefinition, seed: number, events: readonly Event[]): unknown {
  switch (fault.appliesTo) {
    case 'listener': {
      const hooks = listenerFrom(fault, fault.example, seed);
      const hear = (event: Event, now: number): unknown => {
        if (event.kind === 'accept') return hooks.onAccept?.(event.connection, now);
        if (event.kind === 'gone') return hooks.onGone?.(event.connection, now);
        return event.kind === 'wake' ? hooks.onWake?.(now) : undefined;
      };
      return [hooks.onStart?.(0, [1]), ...events.map(hear), hooks.onLift?.(events.length)];
    }
    case 'connection': {
      const hooks = connectionFrom(fault, fault.example, fault.defaultDirection, { seed });
      const hear = (event: Event, now: number): unknown => {
        if (event.kind === 'open') return hooks.onOpen?.(now);
        if (event.kind === 'traffic') return hooks.onTraffic?.(now);
        return event.kind === 'wake' ? hooks.onWake?.(now) : undefined;
      };
      return [hooks.onStart?.(0), ...events.map(hear), hooks.onLift?.(events.length)];
    }
    case 'flow': {
      const hooks = flowFrom(fault, fault.example, 'to-client', seed);
      const hear = (event: Event, now: number): unknown => {
        if (event.kind === 'frame') return hooks.onFrame?.(frameView(event), now);
        if (event.kind === 'chunk') return hooks.onChunk?.(event.bytes, now);
        return event.kind === 'end' ? hooks.onEnd?.(event.how, now) : undefined;
      };
      return [...events.map(hear), hooks.onLift?.(events.length)];
    }
    case 'process': {
      const hooks = processFrom(fault, fault.example, seed);
      return [hooks.onStart(0), hooks.onLift?.(events.length)];
    }
  }
}

test('every fault has a name of its own', () => {
  expect(new Set(faults.map(({ type }) => type)).size).toBe(faults.length);
});
