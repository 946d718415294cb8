import fc from 'fast-check';
import type { Random } from '../../src/base/random.ts';
import { parseRate } from '../../src/base/size.ts';
import type { FaultPlan } from '../../src/faults/fault-plan.ts';
import { faults } from '../../src/faults/index.ts';
import { lastsAtMost, validOptionsOf } from './arbitrary-options.ts';
import { plansOf } from './plans-of.ts';
import { withoutRefused } from './without-refused.ts';

/** Longer holds would be mistaken for a dead link by peers that are right to do so. */
const longestMs = 1_500;
const slowestBytesPerSecond = 2_000;

/** Those that a crowd of plain WebSocket clients can meet. */
const types = faults.filter(({ appliesTo, layer }) => appliesTo !== 'process' && layer !== 'tls');

/** Draws the next fault for a crowd whose clients dial `/c/1` and so on: at once, for a while, on a part of them. */
export function drawFault(random: Random, nameOf: (type: string) => string): FaultPlan {
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random.next() * from.length)] as T;
  const definition = pick(types);
  const [options] = fc.sample(validOptionsOf(definition).filter(isQuick), {
    seed: Math.floor(random.next() * 2 ** 31),
    numRuns: 1,
  });
  const everyone = random.next() < 0.1;
  const [plan] = plansOf([
    withoutRefused(definition, {
      fault: definition.type,
      id: nameOf(definition.type),
      with: options ?? {},
      for: `${Math.ceil(random.next() * longestMs)}ms`,
      direction: pick(['to-client', 'to-server', 'both']),
      connections: everyone ? 'all' : { path: `/c/*${Math.floor(random.next() * 10)}` },
      probability: pick([0.2, 1]),
    }),
  ]);
  return plan as FaultPlan;
}

/** It may take away what somebody sent. */
export function mayLose(plan: FaultPlan): boolean {
  return plan.definition.delivery !== 'kept';
}

/** It may end a connection, or silence it for good. */
export function mayEnd(plan: FaultPlan): boolean {
  return mayLose(plan) && plan.definition.delivery !== 'thinned';
}

function isQuick(options: unknown): boolean {
  return lastsAtMost(options, longestMs) && isFast(options);
}

function isFast(options: unknown): boolean {
  if (typeof options === 'string') return (parseRate(options) ?? slowestBytesPerSecond) >= slowestBytesPerSecond;
  return typeof options !== 'object' || options === null || Object.values(options).every(isFast);
}
