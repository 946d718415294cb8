import { expect, test } from 'vitest';
import { formatLogEntry } from '../../src/cli/format-log-entry.ts';
import type { Happening } from '../../src/runner/session/log-entry.ts';

const frame = { direction: 'to-client', opcode: 'text', fin: true, masked: false, length: 5, delivered: true } as const;

test.each<[string | undefined, Happening]>([
  ['    1.500 s  open      #3', { kind: 'open', connection: 3 }],
  ['    1.500 s  reopened  #3, 20 ms after #2 was lost', { kind: 'reopened', connection: 3, lost: 2, afterMs: 20 }],
  [
    '    1.500 s  detected  #3 FIN, 20 ms after the fault',
    { kind: 'detected', connection: 3, sign: 'FIN', afterMs: 20 },
  ],
  ['    1.500 s  closed    #3 after 20 ms', { kind: 'closed', connection: 3, afterMs: 20 }],
  [
    '    1.500 s  closed    #3 after 20 ms, first RST from the client',
    { kind: 'closed', connection: 3, afterMs: 20, first: { side: 'client', how: 'reset' } },
  ],
  ['    1.500 s  answer    #3 HTTP 503', { kind: 'answer', connection: 3, status: 503 }],
  ['    1.500 s  failed    #3 the target is not reachable: no', { kind: 'failed', connection: 3, message: 'no' }],
  ['    1.500 s  frame     #3 to-client TEXT fin 5 B', { kind: 'frame', connection: 3, ...frame }],
  [
    '    1.500 s  frame     #3 to-client OPCODE-0x3 rsv2 5 B masked',
    { kind: 'frame', connection: 3, ...frame, opcode: '0x3', fin: false, rsv: [2], masked: true },
  ],
  ['    1.500 s  fault     cut: RST', { kind: 'fault', fault: 'cut', explanation: 'RST' }],
  [
    '    1.500 s  fault     cut: sends "\uFFFD evil"',
    { kind: 'fault', fault: 'cut', explanation: 'sends "\u001b[2J\u0007\nevil"' },
  ],
  ['    1.500 s  fault     cut', { kind: 'fault', fault: 'cut', explanation: '' }],
  ['    1.500 s  lifted    cut', { kind: 'lifted', fault: 'cut' }],
  ['    1.500 s  disabled  the port is closed, all connections are cut', { kind: 'disabled' }],
  ['    1.500 s  enabled   the port is open again', { kind: 'enabled' }],
  ['    1.500 s  note      so', { kind: 'note', text: 'so' }],
  ['    1.500 s  disturbed  why', { kind: 'disturbed', why: 'why' }],
  [undefined, { kind: 'accepted', connection: 3 }],
  [undefined, { kind: 'delivered', connection: 3, direction: 'to-client', frame: 1 }],
])('%s is the line', (line, happening) => {
  expect(formatLogEntry({ ...happening, t: 1_500 })).toBe(line);
});
