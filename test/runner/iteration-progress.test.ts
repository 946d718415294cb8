import { describe, expect, test } from 'vitest';
import type { FaultSummary, Observation } from '../../src/result/observation.ts';
import { createIterationProgress, type ProgressState } from '../../src/runner/iteration-progress.ts';

const summary = (id: string, more: Partial<FaultSummary> = {}): FaultSummary => {
  return {
    id,
    type: 'reset',
    explanation: '',
    lasting: false,
    touchesNew: false,
    unbinds: false,
    benign: false,
    picksFrames: false,
    sign: 'none',
    reachesClient: true,
    ...more,
  };
};
const cut = summary('cut');

interface Setup {
  readonly clients?: number;
  readonly faults?: readonly FaultSummary[];
  /** Ids of faults that end by themselves. */
  readonly ending?: readonly string[];
}

function setUp({ clients = 1, faults = [cut], ending = [] }: Setup = {}) {
  let scheduled = false;
  const progress = createIterationProgress({
    clients,
    faults,
    ends: (id) => ending.includes(id),
    isScheduled: () => scheduled,
  });
  return {
    progress,
    schedule(value: boolean) {
      scheduled = value;
    },
    /** The state after each observation. */
    see: (...observations: readonly Observation[]): readonly ProgressState[] =>
      observations.map((observation) => {
        progress.observe(observation);
        return progress.state;
      }),
  };
}

type Wire = 'accept' | 'open' | 'ready' | 'closed';
const wire = (kind: Wire, connection: number, client = 1): Observation => ({
  source: 'wire',
  kind,
  connection,
  client,
  t: 0,
});
const clientEnd = (connection: number): Observation => {
  return { source: 'wire', kind: 'end', side: 'client', how: 'fin', connection, client: 1, t: 0 };
};
const fault = (kind: 'fault-start' | 'injected' | 'fault-end', id: string, connection?: number): Observation => {
  return { source: 'fault', kind, fault: id, connection, t: 0 };
};
const told = (kind: 'loss' | 'ready' | 'open', client = 1): Observation => ({ source: 'client', kind, client, t: 0 });

const up = [wire('accept', 1), wire('open', 1), wire('ready', 1)] as const;
const struck = [fault('fault-start', 'cut'), fault('injected', 'cut', 1)] as const;

describe('an iteration is', () => {
  test('open until the client is back, then done, where the old connection is closed', () => {
    const { see } = setUp();
    expect(
      see(...up, ...struck, clientEnd(1), wire('closed', 1), wire('accept', 2), wire('open', 2), wire('ready', 2)),
    ).toEqual([...Array(9).fill('open'), 'done']);
  });

  test('settling while the old connection hangs', () => {
    const { see } = setUp();
    see(...up, ...struck);
    expect(see(wire('accept', 2), wire('ready', 2), wire('closed', 1))).toEqual(['open', 'settling', 'done']);
  });

  test('open where the old connection shows life and its client has not noticed anything', () => {
    const { see } = setUp();
    see(...up, ...struck);
    expect(see(wire('ready', 1))).toEqual(['open']);
  });

  test('open while a client that tells of itself has not said that it is ready', () => {
    const { see } = setUp();
    see(...up, told('ready'), ...struck, told('loss'), wire('closed', 1));
    expect(see(wire('accept', 2), wire('ready', 2), told('ready'))).toEqual(['open', 'open', 'done']);
  });

  test('done though a loss is told only after the wire has shown the way back', () => {
    const { see } = setUp();
    see(...up, ...struck, clientEnd(1), wire('closed', 1), wire('accept', 2));
    expect(see(wire('ready', 2), told('loss'))).toEqual(['done', 'done']);
  });

  test('open again by a second loss', () => {
    const { see } = setUp();
    see(...up, ...struck, clientEnd(1), wire('closed', 1), wire('accept', 2), wire('ready', 2));
    expect(
      see(fault('injected', 'cut', 2), clientEnd(2), wire('closed', 2), wire('accept', 3), wire('ready', 3)),
    ).toEqual([...Array(4).fill('open'), 'done']);
  });

  test('done though the fault touches the connection by which the client comes back', () => {
    const { see } = setUp();
    see(...up, ...struck, clientEnd(1), wire('closed', 1), wire('accept', 2));
    expect(see(fault('injected', 'cut', 2), wire('ready', 2))).toEqual(['open', 'done']);
  });

  test('open while a start or an end has its time', () => {
    const { see, schedule, progress } = setUp();
    schedule(true);
    see(...up, ...struck, clientEnd(1), wire('closed', 1), wire('accept', 2), wire('ready', 2));
    expect(progress.state).toBe('open');
    schedule(false);
    expect(progress.state).toBe('done');
  });

  test('open until the faults that end are over; others are not waited for', () => {
    const { see } = setUp({ faults: [cut, summary('window'), summary('rest')], ending: ['window'] });
    see(
      ...up,
      fault('fault-start', 'rest'),
      fault('fault-start', 'window'),
      ...struck,
      clientEnd(1),
      wire('closed', 1),
    );
    expect(see(wire('accept', 2), wire('ready', 2), fault('fault-end', 'window'))).toEqual(['open', 'open', 'done']);
  });

  test('open until every fault has begun', () => {
    const { see, progress } = setUp({ faults: [cut, summary('later')] });
    expect(progress.waiting).toEqual(['cut', 'later']);
    see(...up, ...struck, clientEnd(1), wire('closed', 1), wire('accept', 2), wire('ready', 2));
    expect({ state: progress.state, waiting: progress.waiting }).toEqual({ state: 'open', waiting: ['later'] });
    expect(see(fault('fault-start', 'later'))).toEqual(['done']);
    expect(progress.waiting).toEqual([]);
  });

  test('open to its timeout without any fault', () => {
    const { see } = setUp({ faults: [] });
    expect(see(...up, told('ready'))).toEqual(['open', 'open', 'open', 'open']);
  });

  test('settling after the end of a benign fault, and open while a client that broke its link is not back', () => {
    const { see } = setUp({ faults: [summary('slow', { benign: true })], ending: ['slow'] });
    see(...up, told('ready'));
    expect(
      see(
        fault('fault-start', 'slow'),
        fault('injected', 'slow', 1),
        fault('fault-end', 'slow'),
        told('loss'),
        told('ready'),
      ),
    ).toEqual(['open', 'open', 'settling', 'open', 'settling']);
  });
});

test.each([
  ['before it knows of its loss', [told('ready'), clientEnd(1), wire('closed', 1)]],
  ['after it', [clientEnd(1), told('ready'), wire('closed', 1)]],
])('what a client tells of the old link %s is no way back', (_when, after) => {
  const { see } = setUp();
  see(...up, told('ready'), ...struck);
  expect(see(...after)).toEqual(Array(3).fill('open'));
  expect(see(told('loss'), told('open'), told('ready'))).toEqual(['open', 'open', 'done']);
});

describe('of several clients', () => {
  test('every one that was touched must be back', () => {
    const { see } = setUp({ clients: 2 });
    see(wire('accept', 1, 1), wire('accept', 2, 2), told('ready', 1), told('ready', 2));
    see(
      ...struck,
      fault('injected', 'cut', 2),
      told('loss', 1),
      told('loss', 2),
      wire('closed', 1, 1),
      wire('closed', 2, 2),
    );
    see(wire('accept', 3, 1), wire('accept', 4, 2));
    expect(see(told('ready', 2), told('ready', 1))).toEqual(['open', 'done']);
  });

  test('one that was not touched is not waited for', () => {
    const { see } = setUp({ clients: 2 });
    see(wire('accept', 1, 1), wire('accept', 2, 2), told('ready', 1), told('ready', 2));
    see(...struck, told('loss', 1), wire('closed', 1, 1), wire('accept', 3, 1));
    expect(see(told('ready', 1))).toEqual(['done']);
  });

  test('the old socket is that of its owner, though the owner became known only after the accept', () => {
    const { see } = setUp({ clients: 2 });
    see(wire('accept', 1, 1), wire('accept', 2, 1), wire('open', 2, 2), told('ready', 1), told('ready', 2));
    see(fault('fault-start', 'cut'), fault('injected', 'cut', 2), told('loss', 2));
    expect(see(told('open', 2), told('ready', 2), wire('closed', 2, 2))).toEqual(['open', 'settling', 'done']);
  });
});
