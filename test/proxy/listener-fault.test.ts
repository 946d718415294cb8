import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { defineFault, type FaultDefinition } from '../../src/faults/define-fault.ts';
import type { ListenerHooks } from '../../src/faults/fault-hooks.ts';
import { createFakeLink } from './fake-link.ts';
import { startBench } from './fault-bench.ts';

const shut = { kind: 'close-listener' } as const;
const open = { kind: 'open-listener' } as const;
const cut = { kind: 'reset', side: 'client' } as const;

function faultOf(hooks: ListenerHooks): FaultDefinition<unknown> {
  return defineFault({
    type: 'test',
    layer: 'connect',
    appliesTo: 'listener',
    lifetime: 'lasting',
    delivery: 'kept',
    summary: 'Does what the test says.',
    options: z.unknown(),
    explain: () => 'do what the test says',
    create: () => hooks,
  });
}

describe('a fault on the port', () => {
  test('closes it, is injected without a connection, and is over when the port is really open again', () => {
    const { fault, log, finish } = startBench(faultOf({ onStart: () => [shut], onLift: () => [open] }));
    expect(log).toEqual(['port closed', 'injected -']);
    fault.lift(0, () => log.push('over'));
    expect(log.slice(2)).toEqual(['port opened']);
    finish();
    expect(log.slice(2)).toEqual(['port opened', 'over']);
  });

  test.each([
    ['nothing to do', {}],
    ['no wish to', { onLift: () => [] }],
  ])('is over at once when it has %s for it', (_what, hooks) => {
    const { fault, log } = startBench(faultOf(hooks));
    fault.lift(0, () => log.push('over'));
    expect(log).toEqual(['over']);
  });

  test('is told which connections are up, which come and which go', () => {
    const seen: unknown[] = [];
    const hooks: ListenerHooks = {
      onStart: (now, live) => {
        seen.push(['start', now, live]);
        return [];
      },
      onAccept: (connection, now) => {
        seen.push(['accept', now, connection]);
        return [];
      },
      onGone: (connection, now) => {
        seen.push(['gone', now, connection]);
        return [];
      },
    };
    const { fault, clock } = startBench(faultOf(hooks), [createFakeLink(1), createFakeLink(4)]);
    clock.advance(3);
    const link = createFakeLink(5);
    fault.touch(link, 'accepted', 0);
    // A request is no second connection.
    fault.touch(link, 'requested', 0);
    clock.advance(3);
    fault.forget(link);
    expect(seen).toEqual([
      ['start', 0, [1, 4]],
      ['accept', 3, 5],
      ['gone', 6, 5],
    ]);
  });

  test('does to a connection that comes what it says, and counts those that it touched', () => {
    const links = [1, 2, 3, 4].map((id) => createFakeLink(id, { state: 'undecided' }));
    const { fault, log, spent } = startBench(
      faultOf({ onAccept: (connection) => (connection % 2 === 0 ? [cut, { kind: 'ignore' }] : []) }),
      [],
      { lifetime: { kind: 'count', count: 2 } },
    );
    for (const link of links) fault.touch(link, 'accepted', 0);
    expect(links.map(({ performed }) => performed.length)).toEqual([0, 2, 0, 2]);
    expect([log, spent()]).toEqual([['injected 2', 'injected 4', 'over'], 1]);
  });

  test('may shut the port for one that comes and open it for one that goes; that touches no connection', () => {
    const link = createFakeLink(1);
    const { fault, log, spent } = startBench(faultOf({ onAccept: () => [shut], onGone: () => [open] }), [], {
      lifetime: { kind: 'count', count: 1 },
    });
    fault.touch(link, 'accepted', 0);
    fault.forget(link);
    expect([log, link.performed, spent()]).toEqual([['port closed', 'injected -', 'port opened'], [], 0]);
  });

  test('wakes when it asked for it last, and not when it was lifted before', () => {
    const hooks: ListenerHooks = {
      onStart: (now) => [
        { kind: 'wake', at: now + 5 },
        { kind: 'wake', at: now + 10 },
      ],
      onWake: (now) => [now < 30 ? shut : open, { kind: 'wake', at: now + 10 }],
    };
    const { fault, clock, log } = startBench(faultOf(hooks));
    clock.advance(9);
    expect(log).toEqual([]);
    clock.advance(21);
    expect(log).toEqual(['port closed', 'injected -', 'port closed', 'port opened']);
    fault.lift(0, () => {});
    expect(clock.pending).toBe(0);
  });

  test('that is lifted meets no more, and has nothing to do with upgrades and openings', () => {
    const link = createFakeLink(1);
    const { fault } = startBench(faultOf({ onAccept: () => [cut] }));
    fault.opened(link);
    expect(fault.answerUpgrade(link, { method: 'GET', path: '/', headers: {} }, 0)).toBe(false);
    fault.lift(0, () => {});
    fault.touch(link, 'accepted', 0);
    expect(link.performed).toEqual([]);
  });
});
