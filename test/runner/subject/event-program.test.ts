import { tmpdir } from 'node:os';
import { expect, test } from 'vitest';
import { realClock } from '../../../src/runner/real-clock.ts';
import { startEventProgram } from '../../../src/runner/subject/event-program.ts';
import { createDeferred, createRecordingGuard, nodeProgram } from './programs.ts';

test('a line that may be JSON and is no event is offered, and kept as log when nobody takes it', async () => {
  const lines = ['{"mine": 1}', 'word', '{"ev": "open"}', '{"ours": 2}'];
  const offered: string[] = [];
  const events: string[] = [];
  const ended = createDeferred<void>();
  const program = await startEventProgram(
    {
      command: nodeProgram(`process.stdout.write(${JSON.stringify(lines.join('\n'))})`),
      cwd: tmpdir(),
      env: {},
      clock: realClock,
      guard: createRecordingGuard(),
      onLine: (line) => offered.push(line) === 1,
    },
    {
      url: 'ws://127.0.0.1:1',
      seed: 1,
      iteration: 0,
      client: 1,
      onEvent: ({ ev }) => events.push(ev),
      onExit: () => ended.resolve(),
      onDisturbed: () => {},
    },
  );
  await ended.promise;
  await program.close();
  expect({ offered, events, log: program.log }).toEqual({
    offered: ['{"mine": 1}', '{"ours": 2}'],
    events: ['open'],
    log: ['word', '{"ours": 2}'],
  });
});
