import { describe, expect, test } from 'vitest';
import { checkFaultId, checkTriggers } from '../../src/scenario/check-triggers.ts';
import { contextOf, head, problemsOf } from './scenario-text.ts';

const problemsWith = (...faults: readonly string[]): readonly string[] =>
  problemsOf(`${head}faults:\n${faults.map((fault) => `  - { ${fault} }\n`).join('')}`);

describe('a trigger', () => {
  test.each([
    ['fault: reset, when: { event: open, nth: 1, every: 2 }', '5:50 "nth" and "every" exclude each other'],
    [
      'fault: reset, when: { event: open, match: text }',
      '5:42 "match" belongs to the events message, frame, ping, pong, close; "open" has no frame',
    ],
    [
      'fault: reset, when: { event: ready, direction: both }',
      '5:43 "direction" belongs to the events message, frame, ping, pong, close; "ready" has no frame',
    ],
    [
      'fault: reset, when: { event: open, fault: reset }',
      '5:42 "fault" belongs to the events fault-start, fault-end, not to "open"',
    ],
    [
      'fault: reset, when: { event: fault-end }',
      '5:29 missing key "fault" in faults[0].when: "fault-end" needs the id of a fault',
    ],
    ['fault: reset, when: { event: fault-start, fault: rset }', '5:56 unknown fault id "rset" (did you mean "reset"?)'],
    [
      'fault: reset, when: { event: fault-start, fault: elsewhere }',
      '5:56 unknown fault id "elsewhere"; the scenario has reset',
    ],
    ['fault: reset, when: { event: fault-start, fault: reset }', '5:56 the fault "reset" waits for itself'],
    ['fault: pause, until: { event: fault-end, fault: pause }', '5:55 the fault "pause" waits for itself'],
    ['fault: pause, until: { event: fault-end, fault: paus }', '5:55 unknown fault id "paus" (did you mean "pause"?)'],
  ])('is refused: %s', (fault, problem) => {
    expect(problemsWith(fault)).toEqual([problem]);
  });

  test('cannot be about one connection when it waits for a fault', () => {
    expect(
      problemsWith('fault: pause', 'fault: reset, when: { event: fault-end, fault: pause, connection: 1 }'),
    ).toEqual(['6:61 "connection" does not belong to "fault-end", which concerns all connections']);
  });

  test('may wait for a fault that stands later in the file', () => {
    expect(problemsWith('fault: reset, when: { event: fault-end, fault: pause }', 'fault: pause, for: 1s')).toEqual([]);
  });
});

describe('faults that wait for each other', () => {
  const wait = (id: string, other: string): string =>
    `id: ${id}, fault: pause, when: { event: fault-end, fault: ${other} }`;

  test('are refused once, with the circle', () => {
    expect(problemsWith(wait('z', 'a'), wait('a', 'b'), wait('b', 'c'), wait('c', 'a'))).toEqual([
      '6:61 these faults wait for each other, so none ever starts: a → b → c → a',
    ]);
  });

  test('are refused for each circle', () => {
    expect(problemsWith(wait('a', 'b'), wait('b', 'a'), wait('c', 'd'), wait('d', 'c'))).toHaveLength(2);
  });

  test('may be a long chain', () => {
    const ids = Array.from({ length: 20 }, (_, i) => `f${i}`);
    const chain = ids.slice(1).map((id, i) => wait(id, ids[i] as string));
    expect(problemsWith('id: f0, fault: pause', ...chain)).toEqual([]);
  });
});

test('nothing is said about a scenario without faults', () => {
  const context = contextOf('measure: { from: x }');
  checkTriggers([], [], context);
  checkFaultId(undefined, ['measure', 'lifted'], [], context);
  expect(context.found).toEqual([]);
});

test('an id is unknown where there are no faults', () => {
  const context = contextOf('measure: { from: x }');
  checkFaultId('x', ['measure', 'from'], [], context);
  expect(context.found).toEqual(['1:18 unknown fault id "x"; the scenario has no faults']);
});
