import { expect, test } from 'vitest';
import { listenForEnd } from '../../src/cli/listen-for-end.ts';
import { createTestIo } from './test-io.ts';

test.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)('the first %s aborts, the second ends the process with %i', (name, code) => {
  const io = createTestIo();
  const heard: string[] = [];
  const end = listenForEnd(io, (signal) => heard.push(signal));
  expect([end.abort.aborted, end.signal]).toEqual([false, undefined]);

  io.signal(name);
  expect([end.abort.aborted, end.signal, heard, io.exits]).toEqual([true, name, [name], []]);

  io.signal(name);
  expect([end.signal, heard, io.exits]).toEqual([name, [name], [code]]);
});

test.each([
  [['SIGHUP', 'SIGHUP'], []],
  [['SIGTERM', 'SIGHUP'], []],
  [['SIGHUP', 'SIGTERM', 'SIGHUP'], []],
  [['SIGHUP', 'SIGTERM', 'SIGINT'], [130]],
] as const)('a terminal that closes is not impatient: %j end the process with %j', (signals, exits) => {
  const io = createTestIo();
  const heard: string[] = [];
  const end = listenForEnd(io, (signal) => heard.push(signal));
  for (const signal of signals) io.signal(signal);
  expect([end.abort.aborted, end.signal, heard, io.exits]).toEqual([true, signals[0], [signals[0]], exits]);
});

test('after its end no signal is heard', () => {
  const io = createTestIo();
  const end = listenForEnd(io, () => {});
  end.dispose();
  io.signal('SIGINT');
  expect(end.abort.aborted).toBe(false);
});
