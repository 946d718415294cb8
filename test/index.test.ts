import { EventEmitter, once } from 'node:events';
import { expect, expectTypeOf, test } from 'vitest';
import { WebSocket } from 'ws';
import * as library from '../src/index.ts';
import { realClock } from '../src/runner/real-clock.ts';
import { startServer } from '../src/server/start-server.ts';

test('the library is these functions and nothing else', () => {
  expect(Object.keys(library).sort()).toEqual([
    ...['WschaosError', 'defineClient', 'defineReporter', 'faults', 'runScenario', 'startProxy'],
  ]);
});

test('a test of one’s own needs no more than the proxy and a fault', async () => {
  await using server = await startServer({ kind: 'echo', clock: realClock });
  const events = new EventEmitter();
  await using proxy = await library.startProxy({
    target: server.url,
    onEvent: (event) => events.emit(event.kind, event),
  });
  const client = new WebSocket(proxy.url);
  await once(client, 'open');
  {
    using _silence = proxy.inject({ fault: 'blackhole' });
    client.send('into the void');
    await once(events, 'affected');
  }
  client.send('hello');
  expect(String((await once(client, 'message'))[0])).toBe('hello');
  proxy.inject({ fault: 'reset' });
  expect((await once(client, 'close'))[0]).toBe(1006);
});

test('a scenario gives a result that is plain data', async () => {
  const result = await library.runScenario('builtin:reset', { overrides: { repeat: 1 }, loopDelayFloorMs: 10_000 });
  expectTypeOf(result).toEqualTypeOf<library.RunResult>();
  expect(result.cases.map(({ name, status }) => [name, status])).toEqual([['reset', 'pass']]);
});

test('the catalogue of faults can be read', () => {
  expect(library.faults.map(({ type }) => type)).toEqual(
    expect.arrayContaining(['refuse', 'reset', 'blackhole', 'drop']),
  );
  expectTypeOf(library.faults).toExtend<readonly library.FaultDefinition[]>();
});

test('what the exported types are made of has names of its own', () => {
  expectTypeOf<library.ScenarioCase['client']>().toEqualTypeOf<library.ClientSpec>();
  expectTypeOf<library.ScenarioCase['target']>().toEqualTypeOf<library.TargetSpec>();
  expectTypeOf<Extract<library.ClientSpec, { kind: 'reference' }>['policy']>().toEqualTypeOf<library.ClientPolicy>();
  expectTypeOf<Extract<library.ProxyEvent, { kind: 'frame' }>['frame']>().toEqualTypeOf<library.FrameView>();
  expectTypeOf<Extract<library.ProxyEvent, { kind: 'handshake' }>['request']>().toEqualTypeOf<library.UpgradeRequest>();
});

test('an error that a user can act on has a code', async () => {
  await expect(library.startProxy({ target: 'nowhere' })).rejects.toBeInstanceOf(library.WschaosError);
  await expect(library.runScenario('builtin:nothing')).rejects.toMatchObject({ code: 'scenario.invalid' });
});
