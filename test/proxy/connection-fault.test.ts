import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { defineFault, type FaultDefinition, type FaultFor, type FaultLayer } from '../../src/faults/define-fault.ts';
import type { ConnectionHooks } from '../../src/faults/fault-hooks.ts';
import { createFakeLink } from './fake-link.ts';
import { startBench } from './fault-bench.ts';

const request = { method: 'GET', path: '/chat', headers: {} };
const hang = { kind: 'ignore' } as const;
const cutClient = { kind: 'end', side: 'client' } as const;
const cutServer = { kind: 'end', side: 'server' } as const;

type Create = FaultFor<'connection'>['create'];

function faultOf(
  hooks: ConnectionHooks | Create,
  given: { readonly layer?: FaultLayer; readonly lifetime?: 'instant' | 'lasting' } = {},
): FaultDefinition<unknown> {
  return defineFault({
    type: 'test',
    layer: given.layer ?? 'handshake',
    appliesTo: 'connection',
    lifetime: given.lifetime ?? 'lasting',
    delivery: 'kept',
    summary: 'Does what the test says.',
    options: z.unknown(),
    explain: () => 'do what the test says',
    create: typeof hooks === 'function' ? hooks : () => hooks,
  });
}

describe('a fault on connections', () => {
  test('starts on those that are up, and on each new one when it is accepted', () => {
    const [up, fresh] = [createFakeLink(1), createFakeLink(2, { state: 'undecided' })];
    const { fault, log } = startBench(faultOf({ onStart: () => [cutClient] }), [up]);
    fault.touch(fresh, 'accepted', 0);
    fault.touch(fresh, 'requested', 0);
    expect([up.performed, fresh.performed, log]).toEqual([[cutClient], [cutClient], ['injected 1', 'injected 2']]);
  });

  test('hears of traffic until it is lifted', () => {
    const link = createFakeLink(1);
    const heard: number[] = [];
    const { fault } = startBench(faultOf({ onTraffic: (now) => heard.push(now) }), [link]);
    for (const hear of link.watchers) hear();
    fault.lift(0, () => {});
    expect([heard, link.watchers]).toEqual([[0], []]);
  });

  test.each([
    [false, []],
    [true, ['injected 1']],
  ])('that is to be lived through (%s) is in effect before it does anything: %j', (benign, expected) => {
    const { log } = startBench(faultOf({ onStart: () => [{ kind: 'wake', at: 50 }] }), [createFakeLink(1)], { benign });
    expect(log).toEqual(expected);
  });

  test('is told how it is directed and when the connection was accepted', () => {
    const seen: unknown[] = [];
    const create: Create = (_options, { direction, acceptedAt, random }) => {
      seen.push(direction, acceptedAt, random.next());
      return {};
    };
    startBench(faultOf(create), [createFakeLink(1)], { direction: 'to-server' });
    startBench(faultOf(create), [createFakeLink(1)], { direction: 'to-server' });
    expect(seen.slice(0, 2)).toEqual(['to-server', 0]);
    expect(seen.slice(3)).toEqual(seen.slice(0, 3));
  });

  test.each([
    ['of accept', 'connect', 'lasting', ['undecided', 'open', 'raw'], []],
    ['of TLS', 'tls', 'lasting', ['undecided', 'open', 'raw'], []],
    ['of the link', 'link', 'lasting', ['undecided', 'open', 'raw', 'closed'], ['undecided', 'open', 'raw']],
    ['of frames, and lasts', 'frames', 'lasting', ['undecided', 'open'], ['undecided', 'open']],
    ['of frames, and happens once', 'frames', 'instant', ['undecided', 'upgrading', 'open', 'raw'], ['open']],
  ] as const)('%s starts on connections that are up only where that means something', (_what, layer, lifetime, states, expected) => {
    const links = states.map((state, index) => createFakeLink(index + 1, { state }));
    startBench(faultOf({ onStart: () => [cutClient] }, { layer, lifetime }), links);
    expect(states.filter((_state, index) => links[index]?.performed.length === 1)).toEqual(expected);
  });

  test.each([['connect'], ['tls']] as const)('of the layer %s meets new connections', (layer) => {
    const link = createFakeLink(1, { state: 'undecided' });
    const { fault } = startBench(faultOf({ onStart: () => [hang] }, { layer }));
    fault.touch(link, 'accepted', 0);
    expect(link.performed).toEqual([hang]);
  });

  test('is told that a connection opened, once, and at once of one that is open', () => {
    const links = [createFakeLink(1), createFakeLink(2, { state: 'upgrading' })] as const;
    const { fault } = startBench(faultOf({ onStart: () => [cutServer], onOpen: () => [cutClient] }), links);
    expect(links.map(({ performed }) => performed)).toEqual([[cutServer, cutClient], [cutServer]]);
    // The opening that started the fault is told to it, too.
    for (const link of links) fault.opened(link);
    for (const link of links) fault.opened(link);
    expect(links.map(({ performed }) => performed)).toEqual([
      [cutServer, cutClient],
      [cutServer, cutClient],
    ]);
    fault.opened(createFakeLink(3));
  });

  test('lets a request pass when it does nothing about it, and counts those that it answers', () => {
    const answering = faultOf({ onUpgrade: ({ path }) => (path === '/chat' ? [hang] : []) });
    const links = [createFakeLink(1, { state: 'undecided' }), createFakeLink(2, { state: 'undecided' })] as const;
    const { fault, log, spent } = startBench(answering, links, { lifetime: { kind: 'count', count: 1 } });
    expect(fault.answerUpgrade(links[0], { ...request, path: '/other' }, 0)).toBe(false);
    expect([log, spent()]).toEqual([[], 0]);
    expect(fault.answerUpgrade(links[1], request, 0)).toBe(true);
    expect([log, spent()]).toEqual([['injected 2', 'over', 'affected 2'], 1]);
  });

  test('counts a connection once, however much it does to it', () => {
    const link = createFakeLink(1);
    const { clock, fault, spent } = startBench(
      faultOf({
        onStart: (now) => [cutServer, { kind: 'wake', at: now + 10 }],
        onWake: (now) => [cutClient, { kind: 'wake', at: now + 10 }],
      }),
      [link],
      { lifetime: { kind: 'count', count: 2 } },
    );
    clock.advance(100);
    expect([link.performed.length, spent()]).toEqual([11, 0]);
    fault.touch(createFakeLink(2), 'accepted', 0);
    expect(spent()).toBe(1);
  });

  test('that is spent in the middle of a start does nothing more there', () => {
    const links = [createFakeLink(1), createFakeLink(2)];
    const { log } = startBench(faultOf({ onStart: () => [cutServer], onOpen: () => [cutClient] }), links, {
      lifetime: { kind: 'count', count: 1 },
    });
    expect([links.map(({ performed }) => performed), log]).toEqual([
      [[cutServer], []],
      ['injected 1', 'over'],
    ]);
  });

  test('wakes when it asked for it, each connection by itself', () => {
    const links = [createFakeLink(1), createFakeLink(2)] as const;
    let made = 0;
    const { clock, log } = startBench(
      faultOf(() => {
        const waitMs = ++made * 10;
        return { onStart: (now) => [{ kind: 'wake', at: now + waitMs }], onWake: () => [cutClient] };
      }),
      links,
    );
    expect(log).toEqual([]);
    clock.advance(10);
    expect(links.map(({ performed }) => performed.length)).toEqual([1, 0]);
    clock.advance(10);
    expect([links.map(({ performed }) => performed.length), log]).toEqual([
      [1, 1],
      ['injected 1', 'injected 2'],
    ]);
  });

  test('hears of traffic', () => {
    const link = createFakeLink(1);
    const heard: number[] = [];
    const { clock } = startBench(faultOf({ onTraffic: (now) => void heard.push(now) }), [link]);
    clock.advance(7);
    for (const watcher of link.watchers) watcher();
    expect(heard).toEqual([7]);
    const quiet = createFakeLink(2);
    startBench(faultOf({ onStart: () => [] }), [quiet]);
    expect(quiet.watchers).toEqual([]);
  });

  test('that is lifted says its last on each connection, wakes no more and meets no more', () => {
    const link = createFakeLink(1);
    const { fault, clock, log } = startBench(
      faultOf({
        onStart: (now) => [
          { kind: 'stop-reading', side: 'client' },
          { kind: 'wake', at: now + 10 },
        ],
        onWake: () => [cutClient],
        onLift: () => [{ kind: 'read-on', side: 'client' }],
      }),
      [link],
    );
    fault.lift(0, () => log.push('over'));
    expect(clock.pending).toBe(0);
    fault.touch(createFakeLink(2), 'accepted', 0);
    expect([link.performed.map(({ kind }) => kind), log]).toEqual([
      ['stop-reading', 'read-on'],
      ['injected 1', 'over'],
    ]);
  });

  test('forgets a connection that is gone, and its alarm', () => {
    const link = createFakeLink(1);
    const { fault, clock } = startBench(
      faultOf({
        onStart: (now) => [{ kind: 'wake', at: now + 10 }],
        onWake: () => [cutClient],
        onUpgrade: () => [hang],
        onLift: () => [cutServer],
      }),
      [link],
    );
    fault.forget(link);
    expect([clock.pending, fault.answerUpgrade(link, request, 0)]).toEqual([0, false]);
    fault.lift(0, () => {});
    expect(link.performed).toEqual([]);
  });

  test('of some probability meets a connection or not, whatever the occasion', () => {
    const links = Array.from({ length: 50 }, (_, index) => createFakeLink(index + 1, { request }));
    const { fault } = startBench(faultOf({ onStart: () => [cutClient] }), [], {
      probability: 0.5,
      connections: {
        kind: 'matching',
        nth: undefined,
        first: undefined,
        path: undefined,
        header: undefined,
        client: 0,
      },
    });
    for (const link of links) fault.touch(link, 'accepted', 0);
    const met = links.map(({ performed }) => performed.length);
    // Who was passed over when it was accepted is not drawn again.
    for (const link of links) fault.touch(link, 'requested', 0);
    expect(links.map(({ performed }) => performed.length)).toEqual(met);
    expect(met.filter((count) => count === 1).length).toBeGreaterThan(10);
    expect(met.filter((count) => count === 0).length).toBeGreaterThan(10);
  });
});
