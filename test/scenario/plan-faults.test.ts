import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { defineFault } from '../../src/faults/define-fault.ts';
import type { FaultPlan } from '../../src/faults/fault-plan.ts';
import { faults as definitions } from '../../src/faults/index.ts';
import { createFaultSchema } from '../../src/scenario/fault-schema.ts';
import { planFaults } from '../../src/scenario/plan-faults.ts';
import { caseOf, contextOf, head, problemsOf } from './scenario-text.ts';

const text = (...faults: readonly string[]): string =>
  `${head}faults:\n${faults.map((fault) => `  - { ${fault} }\n`).join('')}`;
const planOf = (fault: string): FaultPlan => {
  const [plan] = caseOf(text(fault)).faults;
  if (plan === undefined) throw new Error('no plan');
  return plan;
};

describe('a plan', () => {
  test('of a fault with nothing but its type has the defaults', () => {
    const { definition, ...plan } = planOf('fault: blackhole');
    expect(definition.type).toBe('blackhole');
    expect(plan).toEqual({
      id: 'blackhole',
      options: {},
      start: { kind: 'at', offsetMs: 0 },
      lifetime: { kind: 'end-of-iteration' },
      direction: 'both',
      connections: { kind: 'all' },
      probability: 1,
      benign: false,
    });
  });

  test('of a fault with everything has it in base units', () => {
    const plan = planOf(
      'id: slow, fault: latency, with: { delay: 1.5s, jitter: 10ms }, at: 2s, for: 1m, direction: to-client, ' +
        'connections: { nth: 2, header: { X-Who: me } }, probability: 0.5, benign: true',
    );
    expect(plan).toMatchObject({
      id: 'slow',
      options: { delayMs: 1_500, jitterMs: 10, distribution: 'uniform' },
      start: { kind: 'at', offsetMs: 2_000 },
      lifetime: { kind: 'for', durationMs: 60_000 },
      direction: 'to-client',
      connections: { kind: 'matching', nth: 2, header: { 'x-who': 'me' } },
      probability: 0.5,
      benign: true,
    });
  });

  test('of a triggered fault holds the event', () => {
    const { start, lifetime } = planOf(
      'fault: pause, when: { event: message, nth: 4, direction: to-client, match: { text: hi }, delay: 1s }, until: { event: pong }',
    );
    expect(start).toMatchObject({
      kind: 'when',
      trigger: { event: 'message', nth: 4, direction: 'to-client', match: { text: 'hi' }, delayMs: 1_000 },
    });
    expect(lifetime).toMatchObject({ kind: 'until', trigger: { event: 'pong', delayMs: 0 } });
  });

  test.each([
    ['connect faults touch new ones', 'refuse', 'new'],
    ['handshake faults touch new ones', 'reject', 'new'],
    ['instantaneous faults touch existing ones', 'reset', 'existing'],
    ['instantaneous frame faults likewise', 'close', 'existing'],
    ['other faults touch all', 'pause', 'all'],
  ])('says which connections are meant: %s', (_what, type, kind) => {
    expect(planOf(`fault: ${type}`).connections).toEqual({ kind });
  });

  test('takes the direction of the fault type where none is given', () => {
    expect(planOf('fault: close').direction).toBe('to-client');
  });

  test('of an instantaneous fault lasts no time', () => {
    expect(planOf('fault: reset').lifetime).toEqual({ kind: 'instant' });
  });
});

describe('ids', () => {
  test('are the type, numbered from the second on, around those that are given', () => {
    const { faults } = caseOf(
      text(
        'fault: reset',
        'fault: reset',
        'id: reset-3, fault: pause',
        'fault: reset',
        'id: pause, fault: close',
        'fault: pause',
      ),
    );
    expect(faults.map(({ id }) => id)).toEqual(['reset', 'reset-2', 'reset-3', 'reset-4', 'pause', 'pause-2']);
  });

  test('must be unique', () => {
    expect(problemsOf(text('id: a, fault: reset', 'id: a, fault: pause'))).toEqual([
      '6:11 faults[0] has the id "a" already',
    ]);
  });
});

describe('a fault is refused', () => {
  test.each([
    ['fault: reset, at: 1s, when: { event: open }', ['5:29 "at" and "when" exclude each other']],
    [
      'fault: blackhole, for: 1s, until: { event: open }, count: 2',
      ['5:34 "for" and "until" exclude each other', '5:58 "for" and "count" exclude each other'],
    ],
    ['fault: reset, for: 1s', ['5:21 "reset" happens in one instant and takes no "for"']],
    ['fault: close, count: 1', ['5:21 "close" happens in one instant and takes no "count"']],
    ['fault: refuse, direction: both', ['5:22 "refuse" acts on the port and takes no "direction"']],
    ['fault: refuse, connections: all', ['5:22 "refuse" acts on the port and takes no "connections"']],
    ['fault: refuse, probability: 0.5', ['5:22 "refuse" acts on the port and takes no "probability"']],
    ['fault: pause, count: 3', ['5:21 "pause" lets everything go when it is lifted and takes no "count"']],
    ['fault: refuse, count: 1', ['5:22 "refuse" acts on the port and takes no "count"']],
    [
      'fault: limit, with: { connections: 1 }, count: 2',
      ['5:47 "limit" counts nobody with "then: refuse" and takes no "count"'],
    ],
    ['fault: flap, direction: both', ['5:20 "flap" acts on both directions at once and takes no "direction"']],
    [
      'fault: reset, direction: to-client',
      ['5:21 "reset" acts on the sides that with: { side } names and takes no "direction"'],
    ],
    [
      'fault: disconnect, direction: to-client, connections: new',
      [
        '5:26 "disconnect" acts on the sides that with: { side } names and takes no "direction"',
        '5:48 "disconnect" happens in one instant and takes no "connections: new"',
      ],
    ],
    [
      'fault: bad-upgrade, with: { mode: garbage }, direction: to-server',
      ['5:52 "bad-upgrade" acts on what the server answers and takes no "direction: to-server"'],
    ],
    [
      'fault: trickle-upgrade, direction: to-server, count: 1',
      [
        '5:31 "trickle-upgrade" acts on what the server answers and takes no "direction: to-server"',
        '5:53 "trickle-upgrade" delivers the rest at once when it is lifted and takes no "count"',
      ],
    ],
    [
      'fault: accept-hang, connections: existing',
      ['5:27 "accept-hang" acts on new connections only and takes no "connections: existing"'],
    ],
    [
      'fault: slow-accept, with: { delay: 1s }, connections: { nth: 1, path: /a }',
      ['5:48 "slow-accept" acts before there is a request and takes no "connections: path"'],
    ],
    [
      'fault: stop-reading, count: 3',
      ['5:28 "stop-reading" reads on everywhere when it is lifted and takes no "count"'],
    ],
    [
      'fault: inject, with: { preset: ping }, count: 3',
      ['5:46 "inject" counts its frames by with: { count } and takes no "count"'],
    ],
    [
      'fault: flap, with: { colour: red }, direction: both',
      [
        '5:28 unknown key "colour" in faults[0].with; expected one of after, with, code',
        '5:43 "flap" acts on both directions at once and takes no "direction"',
      ],
    ],
    ['fault: tls, with: { mode: hang }', ['5:7 "tls" needs a listener with TLS; write listen: { tls: self-signed }']],
    ['fault: latency', ['5:5 missing key "delay" in faults[0].with; expected a duration such as "500ms"']],
    [
      'fault: latency, with: { delya: 1s }',
      [
        '5:23 missing key "delay" in faults[0].with; expected a duration such as "500ms"',
        '5:31 unknown key "delya" in faults[0].with; expected one of delay, jitter, distribution, holds',
      ],
    ],
    [
      'fault: latency, with: { delay: 200 }',
      ['5:38 faults[0].with.delay: a duration needs a unit: "200ms" or "200s"?'],
    ],
    ['fault: reset, with: { delay: 1s }', ['5:29 unknown key "delay" in faults[0].with; expected one of side']],
    ['fault: reset, with: { side: cleint }', ['5:35 unknown side "cleint" (did you mean "client"?)']],
    [
      'fault: blackhole, for: 1, count: 2, at: 1s, when: { event: open }',
      ['5:30 faults[0].for: a duration needs a unit: "1ms" or "1s"?', '5:51 "at" and "when" exclude each other'],
    ],
  ])('%s', (fault, problems) => {
    expect(problemsOf(text(fault))).toEqual(problems);
  });
});

test.each([
  ['a limit that turns away counts whom', 'fault: limit, with: { connections: 1, then: reset }, count: 2'],
  ['an answer has a direction', 'fault: bad-upgrade, with: { mode: garbage }, direction: both'],
  ['a Close frame has a direction', 'fault: close, direction: to-server'],
  ['frames of our own have a direction', 'fault: inject, with: { preset: ping, count: 3 }, direction: both'],
  ['a receiver that does not read has a direction', 'fault: stop-reading, direction: to-server, for: 1s'],
  ['a fault on new connections chooses among them', 'fault: accept-hang, connections: { nth: 2 }, count: 1'],
  ['connections that flap can be those that are up', 'fault: flap, connections: existing, count: 2'],
])('%s', (_what, fault) => {
  expect(problemsOf(text(fault))).toEqual([]);
});

test('only the fault types that are given are known', () => {
  const custom = defineFault({
    type: 'custom',
    layer: 'bytes',
    appliesTo: 'flow',
    lifetime: 'lasting',
    delivery: 'kept',
    summary: 'Nothing.',
    options: z.strictObject({ level: z.int().default(3) }),
    explain: ({ level }) => `level ${level}`,
    create: () => ({}),
  });
  const context = contextOf('faults: [{ fault: custom }, { fault: reset }]');
  const { plans, ids } = planFaults([custom], createFaultSchema(['custom']).shape, context);
  expect(plans.map(({ id, options }) => [id, options])).toEqual([['custom', { level: 3 }]]);
  expect(ids).toEqual(['custom', 'reset']);
  expect(definitions.some(({ type }) => type === 'custom')).toBe(false);
});
