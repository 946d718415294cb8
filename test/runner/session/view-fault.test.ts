import { expect, test } from 'vitest';
import { parseFaultEntries } from '../../../src/runner/parse-fault-entries.ts';
import { createFaultBook } from '../../../src/runner/session/fault-book.ts';
import { viewFault } from '../../../src/runner/session/view-fault.ts';

const entry = { id: 'slow', fault: 'latency', with: { delay: '20ms' }, for: '3s' };

test('a fault is told with its state, and how long it will be there', () => {
  const book = createFaultBook();
  const [plan] = parseFaultEntries([entry], 'ws://127.0.0.1:1');
  if (plan === undefined) throw new Error('no plan');
  const fault = book.add({ plan, entry, episode: { from: 0, to: undefined, faults: new Map() }, thrownAt: 1_500 });
  const told = {
    id: 'slow',
    type: 'latency',
    entry,
    explanation: plan.definition.explain(plan.options),
    thrownAt: 500,
  };
  const waiting = { ...told, state: 'waiting', startedAt: null, remainingMs: null, connections: 0 };
  expect(viewFault(fault, 1_600, 1_000)).toEqual(waiting);
  book.onProxyEvent({ kind: 'fault-start', fault: 'slow', connection: undefined, t: 1_700 });
  const active = { ...told, state: 'active', startedAt: 700, remainingMs: 2_900, connections: 0 };
  expect(viewFault(fault, 1_800, 1_000)).toEqual(active);
});
