import { expect, test } from 'vitest';
import { tellSessions } from '../../../src/cli/proxy/tell-sessions.ts';
import { createSessionRegistry } from '../../../src/runner/session/session-registry.ts';
import { recordOutput } from '../test-io.ts';

const target = 'ws://127.0.0.1:9';

test('lines have a name when there are several proxies, and those that come later are followed', async () => {
  const registry = createSessionRegistry();
  const first = await registry.add({ name: 'first', target, faults: [{ id: 'early', fault: 'blackhole' }] });
  const io = { stdout: recordOutput(), stderr: recordOutput() };
  const end = tellSessions(registry, { io, paint: (_style, text) => text, showsFrames: false });
  expect(io.stdout.text).toMatch(/^ +\d\.\d{3} s {2}fault {5}early: /);
  const second = await registry.add({ name: 'second', target });
  expect(io.stderr.text).toBe(`second listens on ${second.url}, forwards to ${target}\n`);
  second.inject({ id: 'late', fault: 'blackhole' });
  expect(io.stdout.text.split('\n')[1]).toMatch(/^second {2} +\d+\.\d{3} s {2}fault {5}late: /);
  await registry.remove('second');
  expect(io.stderr.text).toContain('second is closed\n');
  first.inject({ id: 'alone', fault: 'blackhole' });
  expect(io.stdout.text.split('\n')[2]).toMatch(/^ +\d+\.\d{3} s {2}fault {5}alone: /);
  end();
  first.clear();
  expect(io.stdout.text).not.toContain('lifted');
  await registry.closeAll();
});
