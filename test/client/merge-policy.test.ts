import { expect, test } from 'vitest';
import { defaultClientPolicy } from '../../src/base/client-policy.ts';
import { mergePolicy } from '../../src/client/merge-policy.ts';

test('nothing given is the default policy', () => {
  expect(mergePolicy({})).toEqual(defaultClientPolicy);
});

test('a complete policy is kept as it is', () => {
  const policy = { ...defaultClientPolicy, ready: 'open', replyTimeoutMs: 5 } as const;
  expect(mergePolicy(policy)).toEqual(policy);
});

test('a member of a part leaves its neighbours at their defaults', () => {
  const policy = mergePolicy({
    heartbeat: { mode: 'idle' },
    reconnect: { fatalStatuses: [404] },
    queue: { overflow: 'throw' },
    send: { highWaterMark: 1 },
  });
  expect(policy).toEqual({
    ...defaultClientPolicy,
    heartbeat: { ...defaultClientPolicy.heartbeat, mode: 'idle' },
    reconnect: { ...defaultClientPolicy.reconnect, fatalStatuses: [404] },
    queue: { ...defaultClientPolicy.queue, overflow: 'throw' },
    send: { ...defaultClientPolicy.send, highWaterMark: 1 },
  });
});
