import { expect, test } from 'vitest';
import { faults } from '../../src/faults/index.ts';
import { findRefusals } from '../../src/scenario/find-refusals.ts';

const port = 'acts on the port';
const instant = 'happens in one instant';
const program = 'acts on a process';
const newOnly = { 'connections: existing': 'acts on new connections only' };
const whole = { direction: 'acts on both directions at once' };

test.each([
  ['a fault on what flows takes everything', 'latency', {}],
  [
    'an instantaneous one cannot last',
    'close',
    { for: instant, until: instant, count: instant, 'connections: new': instant },
  ],
  ['a connection as a whole has no direction', 'flap', whole],
  ['what happens at the accept is past on a connection that is up', 'accept-hang', { ...whole, ...newOnly }],
  [
    'what happens below TLS knows no request',
    'tls',
    {
      ...whole,
      ...newOnly,
      'connections: path': 'acts before there is a request',
      'connections: header': 'acts before there is a request',
    },
  ],
  ['the port has no connections', 'refuse', { ...newOnly, direction: port, connections: port, probability: port }],
  [
    'there is one program',
    'server',
    { direction: program, connections: program, probability: program, count: program },
  ],
])('%s', (_what, type, expected) => {
  expect(faults.filter((fault) => fault.type === type).map(findRefusals)).toEqual([expected]);
});
