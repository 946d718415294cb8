import { describe, expect, test } from 'vitest';
import { runInlineCase } from './inline-scenario.ts';

/** A door that is shut for so long that a client dials five times or more; the reference client tells of its dials. */
const shutDoor = (reconnect: string, more = '') => `
target: { builtin: echo }
client: { type: reference, heartbeat: { mode: none }, reconnect: { initial: 100ms, max: 800ms, ${reconnect} } }
measure: { from: cut, lifted: window }
faults:
  - { id: window, fault: reject, with: { status: 503${more} }, at: 50ms, for: 3s }
  - { id: cut, fault: reset, when: { event: fault-start, fault: window } }
repeat: { count: 8, phase: none }
timeout: 10s
`;

describe.concurrent('the backoff of a client that runs is told from its dials:', { timeout: 120_000 }, () => {
  test.for([
    ['exponential', { kind: 'exponential', jitter: 'none' }],
    ['fixed', { kind: 'fixed', jitter: 'none' }],
    ['full-jitter', { kind: 'exponential', jitter: 'full' }],
  ] as const)('%s', async ([backoff, shape], { expect }) => {
    const { backoff: found } = await runInlineCase(shutDoor(`backoff: ${backoff}`), { jobs: 8 });
    expect(found).toMatchObject({ source: 'client', iterations: 8, shape });
    expect(found?.gaps).toBeGreaterThan(30);
  });

  test('a Retry-After that is respected', async ({ expect }) => {
    const { backoff } = await runInlineCase(shutDoor('backoff: fixed', ', retryAfter: 1s'), { jobs: 8 });
    expect(backoff?.retryAfter?.answers).toBeGreaterThan(8);
    expect(backoff?.retryAfter?.respected).toBe(backoff?.retryAfter?.answers);
  });

  test('a Retry-After that is ignored', async ({ expect }) => {
    const text = shutDoor('backoff: fixed, respectRetryAfter: false', ', retryAfter: 1s');
    expect((await runInlineCase(text, { jobs: 8 })).backoff?.retryAfter?.respected).toBe(0);
  });
});

test('one more dial after 401, and the end of it', { timeout: 60_000 }, async () => {
  const { backoff } = await runInlineCase(`
target: { builtin: echo }
client: { type: reference, heartbeat: { mode: none }, reconnect: { backoff: fixed, initial: 50ms } }
faults:
  - { id: expired, fault: reject, with: { status: 401 }, at: 50ms }
  - { fault: reset, when: { event: fault-start, fault: expired } }
repeat: { count: 2, phase: none }
timeout: 2s
`);
  expect(backoff?.refusedForGood).toMatchObject({ status: 401, series: 2, retriedOnce: 2 });
});
