import { expect, test } from 'vitest';
import { createKeyCommands } from '../../src/cli/proxy/key-commands.ts';
import { aimButton, faultButtons } from '../../src/dashboard/fault-buttons.ts';
import { parseFaultEntries } from '../../src/runner/parse-fault-entries.ts';
import { createSessionRegistry } from '../../src/runner/session/session-registry.ts';

test.each(
  faultButtons.map((button) => [button.label, button] as const),
)('the tool takes what "%s" throws', (_label, button) => {
  for (const entry of [aimButton(button, undefined), aimButton(button, 7)]) {
    expect(parseFaultEntries([entry], 'ws://127.0.0.1:1')).toHaveLength(1);
  }
});

test('each has a key of its own, and a toggle an id to be lifted by', () => {
  expect(faultButtons.map(({ key }) => key).join('')).toBe('pblru');
  expect(faultButtons.filter(({ isToggle, entry }) => isToggle !== (typeof entry.id === 'string'))).toEqual([]);
});

test('a fault is aimed at one connection, but not one of the port', () => {
  const aimed = faultButtons.map((button) => [button.key, aimButton(button, 2).connections]);
  expect(aimed).toEqual([
    ['p', { nth: 2 }],
    ['b', { nth: 2 }],
    ['l', { nth: 2 }],
    ['r', { nth: 2 }],
    ['u', undefined],
  ]);
});

test.each(
  faultButtons.map((button) => [button.key, button] as const),
)('%s throws what it throws at the terminal, so that either can lift what the other threw', async (key, button) => {
  const registry = createSessionRegistry();
  const session = await registry.add({ name: 'a', target: 'ws://127.0.0.1:9' });
  const thrown: unknown[] = [];
  const sessions = () => [{ ...session, faults: () => [], inject: (entry: unknown) => thrown.push(entry) }];
  createKeyCommands({ sessions: sessions as never, cwd: '/', say: () => {}, quit: () => {} })(key);
  await registry.closeAll();
  expect(thrown).toEqual([button.entry]);
});
