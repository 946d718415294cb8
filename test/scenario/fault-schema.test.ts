import { describe, expect, test } from 'vitest';
import { faults } from '../../src/faults/index.ts';
import { createFaultSchema } from '../../src/scenario/fault-schema.ts';
import { head, problemsOf } from './scenario-text.ts';

const types = faults.map(({ type }) => type).join(', ');
const problemsWith = (fault: string): readonly string[] => problemsOf(`${head}faults:\n  - ${fault}\n`);

describe('an entry of faults', () => {
  test('knows the fault types that it was made for', () => {
    const schema = createFaultSchema(['a', 'b']);
    expect(schema.safeParse({ fault: 'a' }).success).toBe(true);
    expect(schema.safeParse({ fault: 'reset' }).success).toBe(false);
  });

  test.each([
    ['{ fault: latncy }', '5:14 unknown fault "latncy" (did you mean "latency"?)'],
    ['{ fault: earthquake }', `5:14 unknown fault "earthquake"; expected one of ${types}`],
    ['{ at: 1s }', `5:5 missing key "fault" in faults[0]; expected one of ${types}`],
    ['{ fault: reset, att: 1s }', '5:21 unknown key "att" in faults[0] (did you mean "at"?)'],
    ['{ fault: reset, at: 500 }', '5:25 faults[0].at: a duration needs a unit: "500ms" or "500s"?'],
    ['{ fault: pause, for: 0s }', '5:26 faults[0].for: must be longer than 0'],
    ['{ fault: pause, count: 0 }', '5:28 faults[0].count: must be at least 1, got 0'],
    ['{ fault: pause, count: 1.5 }', '5:28 faults[0].count: expected a whole number, got 1.5'],
    ['{ fault: reset, probability: 1.1 }', '5:34 faults[0].probability: must be at most 1, got 1.1'],
    ['{ fault: reset, probability: -1 }', '5:34 faults[0].probability: must be at least 0, got -1'],
    ['{ fault: reset, benign: maybe }', '5:29 faults[0].benign: expected true or false, got "maybe"'],
    ['{ fault: pause, direction: up }', '5:32 unknown direction "up"; expected one of to-client, to-server, both'],
    ['{ fault: reset, connections: exsting }', '5:34 unknown connections "exsting" (did you mean "existing"?)'],
    [
      '{ fault: reset, connections: { nht: 1 } }',
      '5:36 unknown key "nht" in faults[0].connections; expected one of nth, first, path, header, client',
    ],
    ['{ fault: reset, when: { event: opn } }', '5:36 unknown event "opn" (did you mean "open"?)'],
    ['{ fault: reset, when: open }', '5:27 faults[0].when: expected a map, got "open"'],
    ['{ fault: reset, when: { event: open, nth: 0 } }', '5:47 faults[0].when.nth: must be at least 1, got 0'],
    ['{ fault: reset, id: "a b" }', '5:25 faults[0].id: an id consists of letters, digits, ".", "_" and "-"'],
    ['{ fault: reset, with: both }', '5:27 faults[0].with: expected a map, got "both"'],
    ['reset', '5:5 faults[0]: expected a map, got "reset"'],
  ])('is refused: %s', (fault, problem) => {
    expect(problemsWith(fault)).toEqual([problem]);
  });
});
