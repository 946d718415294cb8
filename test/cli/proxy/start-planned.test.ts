import { expect, test } from 'vitest';
import { startPlanned } from '../../../src/cli/proxy/start-planned.ts';
import { createSessionRegistry } from '../../../src/runner/session/session-registry.ts';
import { createRecordingGuard } from '../../runner/subject/programs.ts';
import { dial } from '../../server/dial.ts';

const planned = {
  ...{
    name: 'a',
    listen: { host: '127.0.0.1', port: 0 },
    tls: undefined,
    flags: [],
    scenario: undefined,
    enabled: true,
  },
  target: { kind: 'builtin', server: 'echo', intervalMs: 1_000 },
} as const;

const optionsOf = (registry = createSessionRegistry()) => ({
  ...{
    registry,
    guard: createRecordingGuard(),
    seed: 1,
    isInsecure: false,
    keepsPayloads: false,
    tellsFrames: true,
    signal: new AbortController().signal,
  },
});

test('the server is started, and its proxy with its faults', async () => {
  const options = optionsOf();
  const faults = [{ fault: 'latency', with: { delay: '1ms' } }];
  const { session, upstream } = await startPlanned({ ...planned, faults }, options);
  expect(options.registry.get('a')).toBe(session);
  expect(session.target).toBe(upstream.url);
  expect(session.faults()).toMatchObject([{ type: 'latency' }]);
  {
    await using client = await dial(session.url);
    client.socket.send('hello');
    expect(await client.message(1)).toBe('hello');
  }
  session.inject({ fault: 'reset' });
  expect(session.exportScenario()).toContain('builtin: echo');
  await options.registry.closeAll();
  await upstream.close();
});

test('what is wrong with a flag is told of it', async () => {
  const faults = [{ fault: 'drop', with: { frame: 'pong' } }];
  const starting = startPlanned({ ...planned, faults, flags: ['drop:frame=pong'] }, optionsOf());
  await expect(starting).rejects.toThrow('unknown key "frame" in --fault "drop:frame=pong"');
});
