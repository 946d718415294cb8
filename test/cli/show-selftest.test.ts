import { describe, expect, test } from 'vitest';
import { showGroup, showMachine, sumUp } from '../../src/cli/show-selftest.ts';
import { paintNothing } from '../../src/report/define-reporter.ts';
import type { BehaviourResult } from '../../src/runner/selftest/run-selftest.ts';

const options = { width: 72, paint: paintNothing, verbose: false };

const same: BehaviourResult = {
  group: 'frames',
  name: 'reserved bits',
  verdict: 'same',
  direct: { client: ['fin'], server: ['c1', 'fin'] },
  proxied: { client: ['fin'], server: ['c1', 'fin'] },
};

const inherent: BehaviourResult = {
  ...same,
  name: 'a refused upgrade',
  verdict: 'inherent',
  inherent: { name: '502 instead of a refusal', because: 'the proxy has accepted the client before it can know' },
};

const different: BehaviourResult = {
  ...same,
  verdict: 'different',
  why: 'not the same through the proxy',
  proxied: { client: [], server: ['81', 'fin'] },
};

describe('a group', () => {
  test('has a line for what is the same, and says why what is inherent is not', () => {
    expect(showGroup('frames', [same, inherent], options)).toBe(`\
frames
  same        reserved bits
  inherent    a refused upgrade: 502 instead of a refusal
              the proxy has accepted the client before it can know
`);
  });

  test('shows what differs side by side', () => {
    expect(showGroup('frames', [different], options)).toBe(`\
frames
  DIFFERENT   reserved bits: not the same through the proxy
      the client saw directly           through the proxy
      fin                             | (nothing)
      the server saw directly           through the proxy
      c1                              | 81
      fin                               fin
`);
  });

  test('shows lines that are too long to stand side by side below each other, whole where they differ', () => {
    const long = (last: string): string => `"${'x'.repeat(60)}${last}"`;
    const result: BehaviourResult = {
      ...different,
      direct: { client: [long('a'), long('b')], server: [] },
      proxied: { client: [long('a'), long('c')], server: [] },
    };
    expect(showGroup('frames', [result], options).split('\n').slice(3, 6)).toEqual([
      `      "${'x'.repeat(29)}…   "${'x'.repeat(29)}…`,
      `      | ${long('b')}`,
      `      | ${long('c')}`,
    ]);
  });

  test('shows everything when asked to', () => {
    const text = showGroup('frames', [same], { ...options, verbose: true });
    expect(text.split('\n').slice(2, 4)).toEqual([
      '      the client saw directly           through the proxy',
      '      fin                               fin',
    ]);
  });

  test('says what the machine cannot do', () => {
    const why = 'it does not work directly either: nothing more happened within 15 s';
    const unmeasured: BehaviourResult = { ...same, verdict: 'unmeasured', why };
    expect(showGroup('frames', [unmeasured], { ...options, width: 200 })).toContain(
      `  UNMEASURED  reserved bits: ${why}\n`,
    );
  });
});

test.each([
  [[same], '1 behaviour: 1 the same, 0 inherent, 0 different'],
  [[same, same, inherent, different], '4 behaviours: 2 the same, 1 inherent, 1 different'],
  [
    [{ ...same, verdict: 'unmeasured' }, same],
    '2 behaviours: 1 the same, 0 inherent, 0 different, 1 that this machine cannot do',
  ],
] as const)('the sum names every verdict: %#', (results, expected) => {
  expect(sumUp(results as readonly BehaviourResult[])).toBe(expected);
});

test.each([
  [true, 'this machine can measure'],
  [false, 'this machine cannot measure now: above 10 ms an iteration is thrown away'],
])('the figures of the machine say whether it can measure: %s', (canMeasure, verdict) => {
  const figures = {
    loopDelayMs: { p50: 0.4, p99: 12 },
    timerLatenessMs: { p50: 0.5, p99: 1.25 },
    limitMs: 10,
    canMeasure,
  };
  expect(showMachine(figures)).toBe(
    `event loop late by p50 400 µs, p99 12 ms; timers late by p50 500 µs, p99 1.3 ms: ${verdict}`,
  );
});
