import { expect, test } from 'vitest';
import { blackhole } from '../../src/faults/blackhole.ts';
import { touchesNewConnections } from '../../src/faults/fault-plan.ts';
import { refuse } from '../../src/faults/refuse.ts';
import { reject } from '../../src/faults/reject.ts';
import { reset } from '../../src/faults/reset.ts';
import { planOf } from '../proxy/open-link.ts';

test.each([
  { what: 'a closed listener', plan: planOf(refuse), expected: true },
  { what: 'a rejection of new connections', plan: planOf(reject, { connections: { kind: 'new' } }), expected: true },
  { what: 'a black hole on all connections', plan: planOf(blackhole), expected: true },
  {
    what: 'a black hole on existing ones',
    plan: planOf(blackhole, { connections: { kind: 'existing' } }),
    expected: false,
  },
  { what: 'a reset', plan: planOf(reset), expected: false },
])('$what meets connections that are made while it is active: $expected', ({ plan, expected }) => {
  expect(touchesNewConnections(plan)).toBe(expected);
});
