import { expect, test } from 'vitest';
import type { FaultEntry } from '../../../src/runner/parse-fault-entries.ts';
import { createPortSwitch, isSwitchFault } from '../../../src/runner/session/port-switch.ts';

function setUp() {
  const done: string[] = [];
  const portSwitch = createPortSwitch({
    throwIn: ({ id, fault }: FaultEntry) => done.push(`${fault} ${isSwitchFault(id ?? '')}`),
    lift: (id) => done.push(`lift ${isSwitchFault(id)}`),
    tell: ({ kind }) => done.push(kind),
  });
  portSwitch.disable();
  portSwitch.disable();
  return { portSwitch, done };
}

test('the port is closed before the connections are cut, and only once', () => {
  const { portSwitch, done } = setUp();
  expect(done).toEqual(['refuse true', 'reset true', 'disabled']);
  expect(portSwitch.isOn).toBe(false);
});

test('it is on again when the port listens', async () => {
  const { portSwitch, done } = setUp();
  const enabled = portSwitch.enable();
  expect(done.slice(3)).toEqual(['lift true']);
  portSwitch.onProxyEvent({ kind: 'fault-end', fault: 'another', connection: undefined, t: 1 });
  portSwitch.onProxyEvent({ kind: 'fault-end', fault: 'switched-off', connection: undefined, t: 2 });
  await enabled;
  expect(done.slice(4)).toEqual(['enabled']);
  await portSwitch.enable();
});

test('a port that was taken meanwhile is told, and can be tried again', async () => {
  const { portSwitch, done } = setUp();
  const enabled = portSwitch.enable();
  portSwitch.onProxyEvent({ kind: 'disturbed', why: 'the port 1 was taken', t: 1 });
  await expect(enabled).rejects.toMatchObject({ code: 'port.in-use', message: 'the port 1 was taken' });
  expect([portSwitch.isOn, done.at(-1)]).toEqual([false, 'refuse true']);
});

test('nobody waits for a port that is given up', async () => {
  const { portSwitch } = setUp();
  const enabled = portSwitch.enable();
  portSwitch.close();
  await enabled;
  await expect(portSwitch.enable()).rejects.toMatchObject({ code: 'proxy.closed' });
});

test('whoever asks while the port is being opened waits for it, too', async () => {
  const { portSwitch, done } = setUp();
  const [first, second] = [portSwitch.enable(), portSwitch.enable().then(() => done.push('second'))];
  await Promise.resolve();
  expect(done.slice(3)).toEqual(['lift true']);
  portSwitch.onProxyEvent({ kind: 'fault-end', fault: 'switched-off', connection: undefined, t: 1 });
  await Promise.all([first, second]);
  expect(done.slice(4)).toEqual(['enabled', 'second']);
});
