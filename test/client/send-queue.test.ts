import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { defaultClientPolicy, type QueuePolicy } from '../../src/base/client-policy.ts';
import { createSendQueue, type SendQueue } from '../../src/client/send-queue.ts';

const create = (policy: Partial<QueuePolicy>): SendQueue =>
  createSendQueue({ ...defaultClientPolicy.queue, ...policy });

const takeAll = (queue: SendQueue): number[] => {
  const sequences: number[] = [];
  for (let message = queue.take(); message !== undefined; message = queue.take()) sequences.push(message.sequence);
  return sequences;
};

test('messages leave in the order in which they were accepted, numbered from 1, with their data', () => {
  const queue = create({});
  expect([queue.accept('a', 1), queue.accept({ b: 1 }, 5)]).toEqual([1, 2]);
  expect(queue.take()).toEqual({ sequence: 1, data: 'a', bytes: 1 });
  expect(queue.take()).toEqual({ sequence: 2, data: { b: 1 }, bytes: 5 });
  expect(queue.take()).toBeUndefined();
});

describe('what does not fit any more', () => {
  const full = (overflow: QueuePolicy['overflow']): SendQueue => {
    const queue = create({ maxMessages: 2, maxBytes: 100, overflow });
    queue.accept('a', 10);
    queue.accept('b', 10);
    return queue;
  };

  test('drives the oldest out', () => {
    const queue = full('drop-oldest');
    expect(queue.accept('c', 10)).toBe(3);
    expect(queue.dropped).toBe(1);
    expect(takeAll(queue)).toEqual([2, 3]);
  });

  test('drives out as many as its bytes need', () => {
    const queue = full('drop-oldest');
    expect(queue.accept('c', 95)).toBe(3);
    expect(queue).toMatchObject({ dropped: 2, waiting: 1, bytes: 95 });
  });

  test('is not accepted as the newest, and gets no number', () => {
    const queue = full('drop-newest');
    expect(queue.accept('c', 10)).toBeUndefined();
    expect(queue).toMatchObject({ dropped: 1, acceptedSequence: 2 });
    expect(takeAll(queue)).toEqual([1, 2]);
  });

  test('throws on request', () => {
    expect(() => full('throw').accept('c', 10)).toThrow(
      expect.objectContaining({
        code: 'client.queue-full',
        message: 'the send queue is full: 2 of 2 messages, 20 of 100 bytes',
      }),
    );
  });

  test('is refused alone when it is larger than the whole queue', () => {
    const queue = full('drop-oldest');
    expect(queue.accept('c', 101)).toBeUndefined();
    expect(takeAll(queue)).toEqual([1, 2]);
  });
});

describe('with resend "unacked"', () => {
  test('what was not acknowledged waits again, before what was never sent', () => {
    const queue = create({ resend: 'unacked' });
    for (const data of ['a', 'b', 'c', 'd']) queue.accept(data, 1);
    queue.take();
    queue.take();
    queue.take();
    queue.acknowledge(2);
    queue.requeue();
    expect(takeAll(queue)).toEqual([1, 3, 4]);
  });

  test('an acknowledgement that comes after the loss still counts', () => {
    const queue = create({ resend: 'unacked' });
    queue.accept('a', 1);
    queue.take();
    queue.requeue();
    queue.acknowledge(1);
    expect(queue).toMatchObject({ waiting: 0, unacked: 0, bytes: 0, ackedSequence: 1 });
  });

  test('what is on the way counts towards the bounds', () => {
    const queue = create({ resend: 'unacked', maxMessages: 1, overflow: 'drop-newest' });
    queue.accept('a', 1);
    queue.take();
    expect(queue.accept('b', 1)).toBeUndefined();
    queue.acknowledge(1);
    expect(queue.accept('b', 1)).toBe(2);
  });
});

test('with resend "none" what was taken is forgotten', () => {
  const queue = create({ resend: 'none' });
  queue.accept('a', 1);
  queue.take();
  queue.requeue();
  expect(queue).toMatchObject({ waiting: 0, unacked: 0, bytes: 0 });
});

test('acknowledgements out of order leave the highest, and one of a message that was never sent nothing', () => {
  const queue = create({});
  for (const data of ['a', 'b', 'c']) queue.accept(data, 1);
  takeAll(queue);
  for (const sequence of [3, 1, 1_000]) queue.acknowledge(sequence);
  expect(queue.ackedSequence).toBe(3);
});

test('whatever happens the bounds hold and the bytes add up', () => {
  const step = fc.oneof(
    fc.record({ kind: fc.constant('accept' as const), bytes: fc.integer({ min: 0, max: 60 }) }),
    fc.record({ kind: fc.constant('take' as const) }),
    fc.record({ kind: fc.constant('requeue' as const) }),
    fc.record({ kind: fc.constant('acknowledge' as const), sequence: fc.integer({ min: 1, max: 30 }) }),
  );
  const policies = fc.record({
    maxMessages: fc.integer({ min: 0, max: 8 }),
    maxBytes: fc.integer({ min: 0, max: 200 }),
    overflow: fc.constantFrom('drop-oldest' as const, 'drop-newest' as const),
    resend: fc.constantFrom('none' as const, 'unacked' as const),
  });
  fc.assert(
    fc.property(policies, fc.array(step, { maxLength: 60 }), (policy, steps) => {
      const queue = createSendQueue(policy);
      for (const each of steps) {
        if (each.kind === 'accept') queue.accept('', each.bytes);
        else if (each.kind === 'take') queue.take();
        else if (each.kind === 'requeue') queue.requeue();
        else queue.acknowledge(each.sequence);
        expect(queue.waiting + queue.unacked).toBeLessThanOrEqual(policy.maxMessages);
        expect(queue.bytes).toBeLessThanOrEqual(policy.maxBytes);
      }
      takeAll(queue);
      for (let sequence = 1; sequence <= queue.acceptedSequence; sequence++) queue.acknowledge(sequence);
      expect(queue).toMatchObject({ waiting: 0, unacked: 0, bytes: 0 });
    }),
  );
});
