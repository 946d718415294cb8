import { expect, test } from 'vitest';
import { createIterationRecorder, type RecorderSignal } from '../../src/runner/iteration-recorder.ts';

test.each([
  ['disturbs the iteration when it is one of ours, in this process', true, 'local.files', 1],
  ['of ours that fails otherwise is the matter measured', true, 'tcp.refused', 0],
  ['of somebody else that runs out of its own files is the matter measured', false, 'local.files', 0],
])('a client %s', (_what, hasOwnClients, cause, times) => {
  const signals: RecorderSignal[] = [];
  const recorder = createIterationRecorder({
    readySign: 'round-trip',
    clientOf: () => 1,
    hasOwnClients,
    onSignal: (signal) => signals.push(signal),
    onObservation: () => {},
  });
  recorder.add({ source: 'client', kind: 'loss', client: 1, t: 1, cause });
  expect(signals).toEqual(
    Array(times).fill({
      kind: 'disturbed',
      why: expect.stringMatching(
        /^too many open files: this process may open \d+, the proxy takes two for a connection, a client and a server in this process one more each; raise the limit with "ulimit -n"$/,
      ),
    }),
  );
});
