import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judgeIteration } from '../../src/result/judge-iteration.ts';
import type { IterationContext, Observation } from '../../src/result/observation.ts';
import { verdicts } from '../../src/result/run-result.ts';
import { anyContext, anyStream } from './any-stream.ts';
import {
  accept,
  blackhole,
  closed,
  closeFrame,
  comeBack,
  contextOf,
  end,
  fault,
  faultOf,
  finished,
  message,
  open,
  pause,
  ready,
  refuse,
  reject,
  reset,
  startUp,
  steady,
  tell,
} from './stream.ts';

const judge = (observations: readonly Observation[], changes: Partial<IterationContext> = {}) =>
  judgeIteration(observations, contextOf(changes));

const ofEach = (metrics: readonly string[]) => (what: unknown) => Object.fromEntries(metrics.map((one) => [one, what]));
const ofEachPeak = ofEach(['100ms', '1s', '100ms.lifted', '1s.lifted'].map((window) => `connects.peak${window}`));
const ofEachFleetFigure = ofEach(['fleet.back50', 'fleet.back95', 'fleet.back100', 'amplification']);

/** RST at 1000, noticed at once, back at 1412. */
const afterReset = [
  ...startUp(),
  fault(1000, 'fault-start', 'reset'),
  fault(1000, 'injected', 'reset', 1),
  fault(1000, 'affected', 'reset', 1),
  closed(1000),
  tell(1003, 'loss', { cause: 'tcp.reset' }),
  ...comeBack(1400),
  finished(1500),
];

describe('an iteration with one client', () => {
  it('counts its marks from the injection', () => {
    expect(judge(afterReset).marks).toEqual({
      steady: -900,
      injected: 0,
      affected: 0,
      detected: 3,
      attempts: [400],
      open: 405,
      ready: 412,
      lifted: 0,
      closed: 0,
      serverDetected: null,
    });
  });

  it('takes every figure from its marks', () => {
    const { verdict, measured, cause, wireSign, samples } = judge(afterReset);
    expect({ verdict, measured, cause, wireSign }).toEqual({
      verdict: 'recovered',
      measured: 'reset',
      cause: 'tcp.reset',
      wireSign: 'dial',
    });
    expect(samples).toEqual({
      detection: 3,
      close: 0,
      reconnect: 402,
      recovery: 412,
      outage: 412,
      attempts: 1,
      interval: null,
      'schedule.0': 397,
      ...ofEachPeak(1),
      ...ofEachFleetFigure(null),
      ...{ 'messages.lost': null, 'messages.duplicated': null, 'messages.reordered': null },
      spurious: 0,
      'sockets.max': 1,
      'server.detection': null,
      ...{ 'noise.loop': 1, 'noise.max': null },
    });
  });

  it('says of each figure who told it', () => {
    expect(judge(afterReset).source).toEqual({
      detection: 'client',
      close: 'client',
      reconnect: 'client',
      recovery: 'wire',
      outage: 'wire',
      attempts: 'wire',
      'schedule.0': 'wire',
      ...ofEachPeak('wire'),
      spurious: 'wire',
      'sockets.max': 'wire',
    });
  });

  it('says of each missing figure why', () => {
    expect(judge(afterReset).unobservable).toEqual({
      interval: 'fewer than two attempts',
      ...ofEachFleetFigure('there is one client only'),
      'messages.lost': 'the messages carry no numbers',
      'messages.duplicated': 'the messages carry no numbers',
      'messages.reordered': 'the messages carry no numbers',
      'server.detection': 'the iteration ended before the server closed the connection',
      'noise.max': 'the iteration was over before a sample was due',
    });
  });

  it('shows the close stall of a half-open link', () => {
    const { samples, wireSign, source } = judge(
      [
        ...startUp(),
        fault(1000, 'injected', 'blackhole', 1),
        closeFrame(2018, 'client'),
        closed(32_018),
        ...comeBack(32_022),
        finished(32_100),
      ],
      { faults: [blackhole] },
    );
    expect(wireSign).toBe('close:1000');
    expect(source.detection).toBe('wire');
    expect(samples).toMatchObject({ detection: 1018, close: 30_000, reconnect: 30_009, outage: 31_034 });
  });
});

describe('a case of several faults', () => {
  const faults = [refuse, faultOf('cut', { type: 'reset' })];
  const stream = (...after: Observation[]) => [
    ...startUp(),
    fault(1000, 'fault-start', 'refuse'),
    fault(1000, 'injected', 'refuse'),
    fault(1000, 'injected', 'cut', 1),
    closed(1000),
    ...after,
    finished(9000),
  ];

  it('measures from the fault that cut the live link, and recovery from the end of the one at the door', () => {
    const { measured, marks, samples } = judge(
      stream(tell(1002, 'loss'), fault(4000, 'fault-end', 'refuse'), ...comeBack(4500)),
      { faults },
    );
    expect(measured).toBe('cut');
    expect(marks).toMatchObject({ injected: 0, lifted: 3000, ready: 3512 });
    expect(samples).toMatchObject({ recovery: 512, outage: 3512 });
  });

  it('does not call refused dials zero attempts when nobody could see them', () => {
    const { samples, unobservable } = judge(stream(fault(4000, 'fault-end', 'refuse'), ...comeBack(4500)), { faults });
    expect(samples).toMatchObject({ attempts: null, interval: null, 'connects.peak1s': null });
    expect(unobservable.attempts).toBe(
      'the listener was closed and the client tells no `connecting` events: refused dials cannot be seen',
    );
  });

  it('counts refused dials by the client that tells them', () => {
    const { samples, source } = judge(
      stream(
        tell(1002, 'loss'),
        ...[1100, 1300, 1700, 2500, 4499].map((t) => tell(t, 'connecting')),
        fault(4000, 'fault-end', 'refuse'),
        ...comeBack(4500),
      ),
      { faults },
    );
    expect(samples).toMatchObject({
      attempts: 5,
      interval: [200, 400, 800, 1999],
      'schedule.0': 98,
      'schedule.4': 3497,
      'connects.peak1s': 3,
      'connects.peak1s.lifted': 1,
    });
    expect(source).toMatchObject({ attempts: 'client', interval: 'client', 'schedule.0': 'client' });
  });

  it('gives recovery 0 to a client that a partial fault let through before it was lifted', () => {
    const { marks, samples } = judge(
      [
        ...startUp(),
        fault(1000, 'fault-start', 'reject'),
        fault(1000, 'injected', 'reset', 1),
        ...comeBack(1400),
        fault(4000, 'fault-end', 'reject'),
        finished(5000),
      ],
      { faults: [reject, reset] },
    );
    expect(marks).toMatchObject({ ready: 412, lifted: 3000 });
    expect(samples).toMatchObject({ recovery: 0, outage: 412 });
  });

  it('measures from the fault that `measure.from` names', () => {
    const { measured, samples } = judge(
      [
        ...startUp(),
        fault(500, 'injected', 'blackhole', 1),
        fault(1000, 'injected', 'reset', 1),
        ...comeBack(1400),
        finished(5000),
      ],
      { faults: [blackhole, reset], measure: { from: 'reset', lifted: undefined } },
    );
    expect(measured).toBe('reset');
    expect(samples).toMatchObject({ detection: 400, outage: 412 });
  });
});

describe('an iteration with several clients', () => {
  it('is marked by the slowest one, and counts the attempts of all', () => {
    const { marks, samples, arrivals } = judge(
      [
        ...startUp(3),
        ...[1, 2, 3].map((n) => fault(1000, 'injected', 'reset', n)),
        ...comeBack(1100, 4, 1),
        ...comeBack(1150, 5, 2),
        ...comeBack(1900, 6, 3),
        finished(2500),
      ],
      { clients: 3 },
    );
    expect(marks).toMatchObject({ detected: 900, attempts: [900], ready: 912 });
    expect(samples).toMatchObject({ detection: 900, outage: 912, 'connects.peak100ms': 2, 'connects.peak1s': 3 });
    expect(samples).toMatchObject({ 'fleet.back50': 162, 'fleet.back100': 912, amplification: 1 });
    expect(arrivals).toMatchObject({ lost: 3, bucketMs: 5 });
  });

  it('is stuck when one of them is not back', () => {
    const { verdict, samples } = judge(
      [
        ...startUp(2),
        ...[1, 2].map((n) => fault(1000, 'injected', 'reset', n)),
        ...comeBack(1100, 3, 1),
        accept(1200, { connection: 4, client: 2 }),
        finished(21_000, 'timeout'),
      ],
      { clients: 2 },
    );
    expect(verdict).toBe('stuck');
    expect(samples).toMatchObject({ detection: 200, reconnect: 'censored', recovery: 'censored', outage: 'censored' });
  });

  it('has no mark of detection when one of them never noticed', () => {
    const cuts = [1, 2].map((n) => fault(1000, 'injected', 'reset', n));
    const { marks, cause, samples } = judge(
      [...startUp(2), ...cuts, tell(1001, 'loss', { cause: 'tcp.reset' }), finished(21_000, 'timeout')],
      { clients: 2 },
    );
    expect(marks.detected).toBeNull();
    expect(cause).toBe('tcp.reset');
    expect(samples.detection).toBe('censored');
  });

  it('does not ask clients that the fault left alone', () => {
    const { verdict, marks } = judge(
      [...startUp(2), fault(1000, 'injected', 'reset', 2), ...comeBack(1300, 3, 2), finished(2500)],
      { clients: 2 },
    );
    expect(verdict).toBe('recovered');
    expect(marks.ready).toBe(312);
  });
});

describe('a benign fault', () => {
  const paused = [...startUp(), fault(1000, 'fault-start', 'pause'), fault(1000, 'injected', 'pause', 1)];

  it('that costs no link leaves the connection unaffected', () => {
    const { verdict, samples } = judge([...paused, fault(3000, 'fault-end', 'pause'), finished(4000)], {
      faults: [pause],
    });
    expect(verdict).toBe('unaffected');
    expect(samples).toMatchObject({ spurious: 0, detection: null });
  });

  it('that costs the link makes the break spurious', () => {
    const { verdict, reason, samples } = judge(
      [...paused, closeFrame(1500, 'client'), ...comeBack(1600), finished(4000)],
      {
        faults: [pause],
      },
    );
    expect({ verdict, reason }).toEqual({
      verdict: 'spurious',
      reason: 'client 1 broke its link under a benign fault (close:1000)',
    });
    expect(samples.spurious).toBe(1);
  });
});

describe('the end of the iteration', () => {
  it('cuts off what was seen after it', () => {
    const { verdict, marks } = judge([...afterReset.slice(0, -1), finished(1100, 'timeout')]);
    expect(verdict).toBe('stuck');
    expect(marks).toMatchObject({ detected: 3, ready: null, attempts: [] });
  });

  it('counts messages that were never delivered', () => {
    const { samples } = judge(
      [
        ...startUp(),
        message(200, 'sent', 'up', 1),
        message(201, 'delivered', 'up', 1),
        message(300, 'sent', 'up', 2),
        finished(400),
      ],
      { faults: [], countsMessages: true },
    );
    expect(samples).toMatchObject({ 'messages.lost': 1, 'messages.lost.up': 1, 'messages.duplicated': 0 });
  });

  it('is found where the client says ready and the wire does not', () => {
    const stream = [
      ...startUp(),
      tell(40, 'ready'),
      fault(1000, 'injected', 'reset', 1),
      accept(1400, { connection: 2 }),
      open(1405, { connection: 2 }),
      tell(1500, 'ready'),
      finished(1600),
    ];
    const { marks, source } = judge(stream);
    expect(marks.ready).toBe(500);
    expect(source).toMatchObject({ outage: 'client', recovery: 'client' });
  });
});

it('reads nothing at all as an invalid iteration', () => {
  expect(judge([])).toMatchObject({ verdict: 'invalid', reason: 'client never steady', samples: { detection: null } });
});

it('lets a server that notices first be seen', () => {
  const { samples, marks } = judge(
    [...startUp(), fault(1000, 'injected', 'blackhole', 1), end(4000, 'server'), finished(21_000, 'timeout')],
    { faults: [blackhole] },
  );
  expect(samples).toMatchObject({ 'server.detection': 3000, detection: 'censored' });
  expect(marks).toMatchObject({ serverDetected: 3000, detected: null });
});

it('does not count connections before the iteration was steady as attempts', () => {
  const { samples } = judge([
    accept(1),
    closed(5),
    ...startUp()
      .filter(({ kind }) => kind !== 'steady')
      .map((one) => ({ ...one, connection: 2 }) as Observation),
    steady(100),
    fault(1000, 'injected', 'reset', 2),
    ...comeBack(1100, 3),
    ready(1200, { connection: 3 }),
    finished(2000),
  ]);
  expect(samples).toMatchObject({ attempts: 1, spurious: 0 });
});

describe('whatever is observed', () => {
  const judgeAny = (observations: readonly Observation[], changes: Partial<IterationContext>) =>
    judge(observations, { clients: 3, ...changes });

  it('there is a result, in which every figure is at least 0, censored, or missing for a reason', () => {
    fc.assert(
      fc.property(anyStream, anyContext, (observations, context) => {
        const { samples, unobservable, verdict } = judgeAny(observations, context);
        expect(verdicts).toContain(verdict);
        for (const [metric, sample] of Object.entries(samples)) {
          if (sample === null) expect(unobservable).toHaveProperty([metric]);
          for (const figure of [sample].flat()) {
            if (typeof figure === 'number') expect(figure).toBeGreaterThanOrEqual(0);
          }
        }
      }),
      { numRuns: 500 },
    );
  });

  it('the result does not depend on the order in which it was observed, messages apart', () => {
    const unnumbered = anyStream.map((all) => all.filter((one) => !('sequence' in one)));
    const shuffled = unnumbered.chain((all) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
    );
    fc.assert(
      fc.property(shuffled, anyContext, ([observations, others], context) => {
        expect(judgeAny(others, context)).toEqual(judgeAny(observations, context));
      }),
      { numRuns: 300 },
    );
  });
});
