import { expect, test } from 'vitest';
import { toSignals } from '../../src/proxy/to-signals.ts';
import { frameView } from '../faults/frame-view.ts';

const on = { connection: 7, t: 5 };
const frame = frameView({ text: 'hi' });
const ofFrame = [
  ['frame', frame.direction],
  ['message', frame.direction],
];

test.each([
  ['an accept', { ...on, kind: 'accept', remotePort: 1, localPort: 8101 }, [['connect', undefined]]],
  ['an open', { ...on, kind: 'open' }, [['open', undefined]]],
  ['a FIN of the client', { ...on, kind: 'end', side: 'client', how: 'fin' }, [['disconnect', 'to-server']]],
  ['a RST of the server', { ...on, kind: 'end', side: 'server', how: 'reset' }, [['disconnect', 'to-client']]],
  ['a frame', { ...on, kind: 'frame', frame }, ofFrame],
  ['a delivery', { ...on, kind: 'delivered', frame }, []],
  ['a fault of the engine, which signals it itself', { ...on, kind: 'fault-start', fault: 'reset' }, []],
  ['a disturbance', { kind: 'disturbed', why: 'noise', t: 5 }, []],
] as const)('what triggers can wait for in %s', (_what, event, expected) => {
  const signals = toSignals(event);
  expect(signals.map(({ event: name, direction }) => [name, direction])).toEqual(expected);
  expect(signals.every(({ connection }) => connection === 7)).toBe(true);
});
