import { expect, test } from 'vitest';
import { summariseFault } from '../../src/runner/summarise-fault.ts';
import { loadInline } from './inline-scenario.ts';

test.each([
  [
    'an instant fault',
    '{ fault: reset, at: 1s }',
    {
      id: 'reset',
      type: 'reset',
      explanation: 'RST to both sides',
      lasting: false,
      touchesNew: false,
      unbinds: false,
      benign: false,
      picksFrames: false,
      sign: 'end',
      reachesClient: true,
    },
  ],
  [
    'a closed listener',
    '{ id: down, fault: refuse, at: 1s, for: 1s }',
    { id: 'down', type: 'refuse', lasting: true, touchesNew: true, unbinds: true },
  ],
  [
    'a fault on what is there',
    '{ fault: blackhole, at: 1s, connections: existing }',
    { lasting: true, touchesNew: false, unbinds: false },
  ],
  [
    'a benign one',
    '{ fault: pause, at: 1s, for: 1s, benign: true }',
    { lasting: true, touchesNew: true, benign: true, sign: 'silence' },
  ],
  [
    'one that lets some frames through',
    '{ fault: blackhole, at: 1s, for: 1s, probability: 0.5 }',
    { lasting: true, sign: 'none' },
  ],
  [
    'one whose sign depends on the direction',
    '{ fault: drop, at: 1s, direction: to-server, with: { frames: pong } }',
    { sign: 'none', picksFrames: true, reachesClient: false },
  ],
  [
    'one that no direction is chosen for',
    '{ fault: disconnect, at: 1s, with: { side: server } }',
    { sign: 'silence', reachesClient: true },
  ],
])('%s', (_what, fault, expected) => {
  const [plan] = loadInline(`target: { builtin: echo }\nfaults: [${fault}]`).faults;
  if (plan === undefined) throw new Error('no fault');
  expect(summariseFault(plan)).toMatchObject(expected);
});
