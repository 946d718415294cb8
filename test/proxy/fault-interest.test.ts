import { describe, expect, test } from 'vitest';
import { badUpgrade } from '../../src/faults/bad-upgrade.ts';
import { blackhole } from '../../src/faults/blackhole.ts';
import { refuse } from '../../src/faults/refuse.ts';
import { reject } from '../../src/faults/reject.ts';
import { reset } from '../../src/faults/reset.ts';
import { findInterest, looksIntoMessages, noInterest } from '../../src/proxy/fault-interest.ts';
import { planOf } from './open-link.ts';
import { triggerOf, whenever } from './trigger-of.ts';

const until = (match?: { readonly text: string }) =>
  planOf(blackhole, { lifetime: { kind: 'until', trigger: triggerOf('message', { match }) } });

describe('what faults want to see', () => {
  test.each([
    { what: 'no faults', waiting: [], active: [], wants: {} },
    { what: 'a rejection that waits', waiting: [planOf(reject)], active: [], wants: {} },
    { what: 'a rejection that is active', waiting: [], active: [planOf(reject)], wants: { mayAnswer: true } },
    { what: 'a spoilt upgrade that waits', waiting: [planOf(badUpgrade)], active: [], wants: {} },
    {
      what: 'a spoilt upgrade that is active',
      waiting: [],
      active: [planOf(badUpgrade)],
      wants: { changesAnswers: true },
    },
    {
      what: 'both of them, active',
      waiting: [],
      active: [planOf(badUpgrade), planOf(reject)],
      wants: { mayAnswer: true, changesAnswers: true },
    },
    {
      what: 'faults of other layers',
      waiting: [],
      active: [planOf(blackhole), planOf(refuse), planOf(reset)],
      wants: {},
    },
    {
      what: 'one that waits for a pong',
      waiting: [planOf(blackhole, { start: whenever('pong') })],
      active: [],
      wants: { awaitsSignals: true, watchesFrames: true },
    },
    {
      what: 'one that waits for a connection',
      waiting: [planOf(blackhole, { start: whenever('open') })],
      active: [],
      wants: { awaitsSignals: true },
    },
    {
      what: 'one that was started by a pong',
      waiting: [],
      active: [planOf(blackhole, { start: whenever('pong') })],
      wants: {},
    },
    {
      what: 'one that ends with a message',
      waiting: [],
      active: [until()],
      wants: { awaitsSignals: true, watchesFrames: true },
    },
    {
      what: 'one that ends with a certain message',
      waiting: [],
      active: [until({ text: 'x' })],
      wants: { awaitsSignals: true, watchesFrames: true, inspectsData: true },
    },
  ])('of $what', ({ waiting, active, wants }) => {
    expect(findInterest(waiting, active)).toEqual({ ...noInterest, ...wants });
  });

  test('a fault looks into messages when its start or its end depends on what stands in one', () => {
    expect(looksIntoMessages(until({ text: 'x' }))).toBe(true);
    expect(looksIntoMessages(planOf(blackhole, { start: whenever('message', { match: { json: {} } }) }))).toBe(true);
    expect(looksIntoMessages(planOf(blackhole, { start: whenever('frame', { match: { opcode: ['ping'] } }) }))).toBe(
      false,
    );
    expect(looksIntoMessages(planOf(blackhole))).toBe(false);
  });
});
