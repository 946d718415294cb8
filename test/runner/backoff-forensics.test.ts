import { describe, expect, test } from 'vitest';
import { explainBackoff } from '../../src/report/explain-backoff.ts';
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

/** Up to this event-loop delay, the waits of the test have to be told. */
const quietMs = 30;

describe.concurrent('the backoff of a client that runs is told from its dials:', { timeout: 120_000 }, () => {
  test.for([
    ['exponential', { kind: 'exponential', jitter: 'none' }],
    ['fixed', { kind: 'fixed', jitter: 'none' }],
    ['full-jitter', { kind: 'exponential', jitter: 'full' }],
  ] as const)('%s', async ([backoff, shape], { expect }) => {
    const { backoff: found, iterations } = await runInlineCase(shutDoor(`backoff: ${backoff}`), { jobs: 8 });
    if (found === undefined) throw new Error('a backoff was expected');
    expect(found).toMatchObject({ source: 'client', iterations: 8 });
    const [sentence] = explainBackoff(found);
    const isBusy = iterations.some(({ noise }) => (noise.loop ?? 0) > quietMs);
    if (!isBusy) expect(found.gaps + (found.late?.gaps ?? 0)).toBeGreaterThan(30);
    // A busy machine may keep the tool from telling, which it has to say with the figure. It never makes it tell something else.
    if (isBusy && (found.shape === null || found.rivals.length > 0)) {
      expect(sentence).toMatch(/^(cannot tell|too few waits) .+ left out: machine up to .+ late/);
    } else {
      expect([sentence, found.rivals, found.shape]).toEqual([sentence, [], expect.objectContaining(shape)]);
    }
  });

  test('a Retry-After that is respected', async ({ expect }) => {
    const { backoff } = await runInlineCase(shutDoor('backoff: fixed', ', retryAfter: 1s'), { jobs: 8 });
    expect(backoff?.retryAfter?.answers).toBeGreaterThanOrEqual(8);
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
