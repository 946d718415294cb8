import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findEnd, orderObservations } from '../../src/result/order-observations.ts';
import { closed, closeFrame, end, fault, finished, message, startUp, tell } from './stream.ts';

const instant = [
  closed(50),
  end(50, 'client', 'fin'),
  end(50, 'client', 'reset'),
  closeFrame(50, 'client', 1001),
  fault(50, 'fault-end', 'a'),
  fault(50, 'fault-start', 'b'),
  fault(50, 'injected', 'b', 1),
  tell(50, 'loss', { cause: 'tcp.eof' }),
  tell(50, 'loss', { cause: 'tcp.reset' }),
];

describe('the order of observations', () => {
  it('does not depend on the order in which those of one instant were given', () => {
    const expected = orderObservations(instant);
    fc.assert(
      fc.property(fc.shuffledSubarray(instant, { minLength: instant.length }), (shuffled) => {
        expect(orderObservations(shuffled)).toEqual(expected);
      }),
    );
  });

  it('keeps messages of one instant as they came, because their order is what is measured', () => {
    const messages = [message(50, 'delivered', 'up', 2), message(50, 'delivered', 'up', 1)];
    expect(orderObservations([...messages, closed(10)])).toEqual([closed(10), ...messages]);
  });

  it('is that of time, whatever came first', () => {
    const sorted = orderObservations([...startUp(3)].reverse());
    expect(sorted.map(({ t }) => t)).toEqual([10, 10, 10, 20, 20, 20, 30, 30, 30, 100]);
  });

  it('stops at the end of the iteration, and keeps what fell on it', () => {
    const kept = orderObservations([closed(10), finished(20), closed(20), closed(21)]);
    expect(kept).toEqual([closed(10), closed(20), finished(20)]);
  });
});

describe('the end of an iteration', () => {
  it.each([
    ['what the runner says', [closed(10), finished(20, 'done')], { t: 20, reason: 'done', why: undefined }],
    ['the first one of two', [finished(30, 'disturbed'), finished(20)], { t: 20, reason: 'done', why: undefined }],
    [
      'the graver one of two at one instant',
      [finished(20, 'done'), finished(20, 'disturbed', 'noise')],
      { t: 20, reason: 'disturbed', why: 'noise' },
    ],
    ['the last thing seen where nobody says', [closed(40), closed(10)], { t: 40, reason: 'timeout', why: undefined }],
    ['0 where nothing was seen', [], { t: 0, reason: 'timeout', why: undefined }],
  ] as const)('is %s', (_title, observations, expected) => {
    expect(findEnd(observations)).toEqual(expected);
  });
});
