import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { ProcessAction } from '../../src/faults/action.ts';
import { defineFault, type FaultDefinition } from '../../src/faults/define-fault.ts';
import type { ProcessHooks } from '../../src/faults/fault-hooks.ts';
import type { ActiveFault } from '../../src/proxy/active-fault.ts';
import { createFakeLink } from './fake-link.ts';
import { startBench } from './fault-bench.ts';

const does = (...what: readonly ProcessAction['what'][]): readonly ProcessAction[] =>
  what.map((each) => ({ kind: 'process', side: 'server', what: each }));

function faultOf(starts: readonly ProcessAction[], lifts?: readonly ProcessAction[]): FaultDefinition<unknown> {
  const hooks: ProcessHooks = { onStart: () => starts, ...(lifts === undefined ? {} : { onLift: () => lifts }) };
  return defineFault({
    type: 'test',
    layer: 'process',
    appliesTo: 'process',
    program: 'server',
    lifetime: 'lasting',
    delivery: 'kept',
    summary: 'Does what the test says.',
    options: z.unknown(),
    explain: () => 'do what the test says',
    create: () => hooks,
  });
}

describe('a fault on a program', () => {
  test('is injected on every connection that is up when it has happened, and not before', () => {
    const links = [createFakeLink(1)];
    const { log, finish } = startBench(faultOf(does('kill'), []), links);
    expect(log).toEqual(['kill server']);
    links.push(createFakeLink(2));
    finish();
    expect(log).toEqual(['kill server', 'injected 1', 'injected 2', 'injected -']);
  });

  test('of several steps is told once', () => {
    const { log, finish } = startBench(faultOf(does('terminate', 'start'), []), [createFakeLink(1)]);
    finish();
    finish();
    expect(log).toEqual(['terminate server', 'start server', 'injected 1', 'injected -']);
  });

  test('without a way back is over when its last step has happened, once', () => {
    const { log, finish, spent } = startBench(faultOf(does('terminate', 'start')));
    expect(spent()).toBe(0);
    finish();
    finish();
    expect(log).toEqual(['terminate server', 'start server', 'injected -', 'over']);
    expect(spent()).toBe(1);
  });

  test.each([
    ['that was lifted before', (fault: ActiveFault) => fault.lift(0, () => {})],
    ['whose proxy is gone', (fault: ActiveFault) => fault.dispose()],
  ])('%s is not over again when its last step happens', (_what, stop) => {
    const { fault, finish, spent } = startBench(faultOf(does('terminate', 'start')));
    stop(fault);
    finish();
    expect(spent()).toBe(0);
  });

  test.each([
    ['one step', does('resume'), ['resume server']],
    ['the last of several steps', does('terminate', 'start'), ['terminate server', 'start server']],
  ])('is over when %s back has happened', (_what, lifts, expected) => {
    const { fault, log, finish } = startBench(faultOf(does('pause'), lifts));
    log.length = 0;
    fault.lift(0, () => log.push('over'));
    expect(log).toEqual(expected);
    finish();
    expect(log).toEqual([...expected, 'over']);
  });

  test.each([
    ['there is no way back', undefined],
    ['nothing has to be done for it', []],
  ])('is over at once where %s', (_what, lifts) => {
    const { fault, log } = startBench(faultOf(does('kill'), lifts));
    fault.lift(0, () => log.push('over'));
    expect(log).toEqual(['kill server', 'over']);
  });

  test('does nothing to connections', () => {
    const link = createFakeLink(1);
    const { fault } = startBench(faultOf(does('kill')), []);
    fault.touch(link, 'accepted', 0);
    fault.opened(link);
    fault.forget(link);
    expect([
      fault.answerUpgrade(link, { method: 'GET', path: '/', headers: {} }, 0),
      link.performed,
      link.stages,
    ]).toEqual([false, [], []]);
  });
});
