import { describe, expect, it } from 'vitest';
import { readClients } from '../../src/result/read-clients.ts';
import { accept, closed, closeFrame, end, exit, gone, open, ready, rejected, tell } from './stream.ts';

describe('the history of a connection', () => {
  it('has the first of each instant and every sign of either side', () => {
    const clients = readClients([
      accept(1),
      open(2),
      ready(3),
      ready(9),
      closeFrame(10, 'client', 4001),
      closeFrame(11, 'server', 4001),
      end(12, 'client', 'fin'),
      end(13, 'server', 'reset'),
      closed(14),
      closed(15),
      gone(16),
      gone(17),
    ]);
    expect(clients.get(1)?.connections).toEqual([
      {
        connection: 1,
        client: 1,
        accepted: 1,
        opened: 2,
        rejected: null,
        readyAt: [3, 9],
        clientSigns: [
          { t: 10, sign: 'close:4001' },
          { t: 12, sign: 'fin' },
        ],
        serverSigns: [
          { t: 11, sign: 'close:4001' },
          { t: 13, sign: 'reset' },
        ],
        clientEnded: 12,
        closed: 14,
        gone: 16,
      },
    ]);
  });

  it('reads a Close frame without a body as 1005 (RFC 6455 §7.1.5)', () => {
    const bare = { ...closeFrame(10, 'client'), code: undefined } as ReturnType<typeof closeFrame>;
    expect(readClients([accept(1), bare]).get(1)?.connections[0]?.clientSigns).toEqual([{ t: 10, sign: 'close:1005' }]);
  });

  it('remembers the status that the server refused with', () => {
    expect(readClients([accept(1), rejected(2, 503)]).get(1)?.connections[0]?.rejected).toEqual({ t: 2, status: 503 });
  });
});

describe('the history of a client', () => {
  it('orders its connections by acceptance, not by number', () => {
    const clients = readClients([accept(1, { connection: 7 }), accept(5, { connection: 2 })]);
    expect(clients.get(1)?.connections.map(({ connection }) => connection)).toEqual([7, 2]);
  });

  it('keeps clients apart, with what each told and how it ended', () => {
    const clients = readClients([accept(1), tell(2, 'loss', { client: 2 }), exit(3, 1), exit(4, 2)]);
    expect([...clients.keys()]).toEqual([1, 2]);
    expect(clients.get(1)?.exit).toMatchObject({ t: 3, code: 1 });
    expect(clients.get(2)).toMatchObject({ connections: [], told: [{ kind: 'loss' }], exit: null });
  });
});
