import { expect, test } from 'vitest';
import { createTeller } from '../../../src/runner/session/create-teller.ts';

test('it asks for a plan only when something of the fault is told, so that faults may come at any time', () => {
  const asked: string[] = [];
  const tell = createTeller((id) => {
    asked.push(id);
    return undefined;
  });
  expect(tell({ kind: 'accept', connection: 1, t: 5, remotePort: 1, localPort: 2 })).toEqual({
    kind: 'accepted',
    connection: 1,
    t: 5,
  });
  expect(asked).toEqual([]);
  expect(tell({ kind: 'fault-start', fault: 'cut', connection: undefined, t: 6 })).toEqual({
    kind: 'fault',
    fault: 'cut',
    explanation: '',
    t: 6,
  });
  expect(asked).toEqual(['cut']);
});

test('a loss by a fault is told with its sign, and the way back with what it took', () => {
  const tell = createTeller(() => undefined);
  const accept = (connection: number, t: number) =>
    tell({ kind: 'accept', connection, t, remotePort: 1, localPort: 2 });
  accept(1, 0);
  expect(tell({ kind: 'open', connection: 1, t: 1 })).toEqual({ kind: 'open', connection: 1, t: 1 });
  tell({ kind: 'injected', fault: 'cut', connection: 1, t: 10 });
  expect(tell({ kind: 'end', connection: 1, side: 'client', how: 'fin', t: 12 })).toEqual({
    ...{ kind: 'detected', connection: 1, sign: 'client sent FIN', afterMs: 2, t: 12 },
  });
  expect(tell({ kind: 'closed', connection: 1, t: 13 })).toEqual({
    ...{ kind: 'closed', connection: 1, afterMs: 12, first: { side: 'client', how: 'fin' }, t: 13 },
  });
  accept(2, 20);
  expect(tell({ kind: 'open', connection: 2, t: 21 })).toEqual({
    ...{ kind: 'reopened', connection: 2, lost: 1, afterMs: 9, t: 21 },
  });
});
