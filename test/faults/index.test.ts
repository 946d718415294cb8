import { existsSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { faults } from '../../src/faults/index.ts';
import { frameView } from './frame-view.ts';
import { createFrom, explanationOf, problemsOf } from './read-options.ts';

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

  test('gives the same actions for the same seed, whatever flows', () => {
    const event = fc.oneof(
      fc.record({ kind: fc.constant('frame' as const), opcode: fc.nat(15), text: fc.string() }),
      fc.record({ kind: fc.constant('chunk' as const), bytes: fc.uint8Array() }),
      fc.record({ kind: fc.constant('end' as const), how: fc.constantFrom('fin' as const, 'reset' as const) }),
    );
    fc.assert(
      fc.property(fc.integer(), fc.array(event), (seed, events) => {
        const run = (): unknown => {
          const hooks = createFrom(fault, fault.example, fault.defaultDirection, seed);
          return [
            hooks.onStart?.(0),
            ...events.map((each, now) => {
              if (each.kind === 'frame') return hooks.onFrame?.(frameView(each), now);
              return each.kind === 'chunk' ? hooks.onChunk?.(each.bytes, now) : hooks.onEnd?.(each.how, now);
            }),
            hooks.onLift?.(events.length),
          ];
        };
        expect(run()).toEqual(run());
      }),
      { numRuns: 50 },
    );
  });

  test('has the hooks of what it applies to', () => {
    const hooks = Object.keys(createFrom(fault, fault.example));
    const allowed = { listener: ['onStart', 'onLift'], connection: ['onStart', 'onUpgrade', 'onLift'] };
    if (fault.appliesTo === 'flow') expect(hooks).not.toContain('onUpgrade');
    else expect(allowed[fault.appliesTo]).toEqual(expect.arrayContaining(hooks));
    expect(hooks.length).toBeGreaterThan(0);
  });
});

test('every fault has a name of its own', () => {
  expect(new Set(faults.map(({ type }) => type)).size).toBe(faults.length);
});
