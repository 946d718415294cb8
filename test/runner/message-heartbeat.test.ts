import { expect, test } from 'vitest';
import { chattyClient, programClient } from './client-programs.ts';
import { runInline } from './inline-scenario.ts';

test('a heartbeat of messages that are named is swept, though others come between', { timeout: 30_000 }, async () => {
  const heartbeat = { interval: '2s', timeout: '300ms', style: 'app', frames: { json: { op: 'beat' } } };
  const { result, notes } = await runInline(
    `target: { builtin: echo }
${programClient(chattyClient, { heartbeat })}
faults: [{ fault: reset, at: 500ms }]
timeout: 15s`,
    { phase: 0.5 },
  );
  expect(result.verdict).toBe('recovered');
  // Counted from a message of the others it would be 0.035; a timer would have to be a second late for it to begin anew.
  expect(result.phase).toBeGreaterThan(0.4);
  expect(notes.filter((note) => note.includes('no heartbeat was seen'))).toEqual([]);
});
