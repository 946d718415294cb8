import { expect, test } from 'vitest';
import { createEventLog } from '../../../src/runner/session/event-log.ts';
import { createFrameTeller } from '../../../src/runner/session/frame-teller.ts';
import { viewFrame } from '../view-frame.ts';

test('a frame that is passed on at once is told once, and one that is held back a second time when it goes', () => {
  const log = createEventLog();
  const tell = createFrameTeller(0, log.add);
  const [quick, slow] = [viewFrame('to-client', 1), viewFrame('to-server', 2)];
  tell({ kind: 'delivered', connection: 1, frame: quick, t: 1 });
  tell({ kind: 'frame', connection: 1, frame: quick, t: 1 });
  tell({ kind: 'frame', connection: 1, frame: slow, t: 2 });
  tell({ kind: 'delivered', connection: 1, frame: slow, t: 9 });
  expect(log.since(0).entries).toMatchObject([
    { id: 1, kind: 'frame', opcode: 'text', delivered: true, t: 1 },
    { id: 2, kind: 'frame', opcode: 'binary', delivered: false, t: 2 },
    { id: 3, kind: 'delivered', frame: 2, direction: 'to-server', t: 9 },
  ]);
});

test('of a frame that nobody will ever pass on no more is remembered than there is room for', () => {
  const log = createEventLog();
  const tell = createFrameTeller(0, log.add);
  const first = viewFrame('to-client', 1);
  tell({ kind: 'frame', connection: 1, frame: first, t: 0 });
  for (let t = 1; t <= 10_000; t++) tell({ kind: 'frame', connection: 1, frame: viewFrame('to-client', 9), t });
  tell({ kind: 'delivered', connection: 1, frame: first, t: 10_001 });
  expect(log.since(log.lastId - 1).entries).toMatchObject([{ kind: 'frame', opcode: 'text', delivered: true }]);
});
