import { describe, expect, test } from 'vitest';
import type { Observation } from '../../src/result/observation.ts';
import { createMessageLedger } from '../../src/runner/message-ledger.ts';
import { createWireSequence } from '../../src/runner/wire-sequence.ts';
import type { Direction } from '../../src/wire/frame.ts';
import { opcodes } from '../../src/wire/frame.ts';
import { programClient } from './client-programs.ts';
import { runInline } from './inline-scenario.ts';
import { viewFrame } from './view-frame.ts';

const text = (direction: Direction, message: unknown, opcode: number = opcodes.text) =>
  viewFrame(direction, opcode, { payload: new TextEncoder().encode(JSON.stringify(message)) });

function watch(field: string) {
  const booked: string[] = [];
  const ledger = createMessageLedger({
    now: () => 0,
    add: (observation: Observation) => {
      if ('sequence' in observation) {
        const { kind, direction, stream, sequence } = observation;
        booked.push(`${kind} ${direction} ${stream} ${sequence}`);
      }
    },
    onChange: () => {},
  });
  const take = createWireSequence({ field, ledger, clientOf: (connection) => connection });
  const tell = (kind: 'frame' | 'delivered', frame: ReturnType<typeof text>, connection = 1): void =>
    take({ kind, connection, t: 0, frame });
  return { tell, booked, ledger };
}

describe('a numbered message', () => {
  test('is sent when it comes and delivered when it reaches its receiver', () => {
    const { tell, booked } = watch('seq');
    const up = text('to-server', { seq: 1 });
    tell('frame', up);
    tell('delivered', up);
    expect(booked).toEqual(['sent up client-1 1', 'delivered up client-1 1']);
  });

  test('is booked once when it is told as delivered first', () => {
    const { tell, booked, ledger } = watch('meta.seq');
    const down = text('to-client', { meta: { seq: 7 } });
    tell('delivered', down, 2);
    tell('frame', down, 2);
    expect(booked).toEqual(['sent down client-2 7', 'delivered down client-2 7']);
    expect(ledger.outstanding).toBe(0);
  });

  test.each([
    ['without the member', { other: 1 }],
    ['with a text in it', { seq: '1' }],
    ['with a fraction in it', { seq: 1.5 }],
    ['that is no object', 3],
    ['that is null', null],
  ])('is none %s', (_what, message) => {
    const { tell, booked } = watch('seq');
    tell('frame', text('to-server', message));
    expect(booked).toEqual([]);
  });

  test('is none in a binary message, in a fragment, or where no payload is shown', () => {
    const { tell, booked } = watch('seq');
    tell('frame', text('to-server', { seq: 1 }, opcodes.binary));
    tell('frame', { ...text('to-server', { seq: 1 }), endsMessage: false });
    tell('frame', viewFrame('to-server', opcodes.text));
    expect(booked).toEqual([]);
  });
});

test('what a client of somebody else loses is counted on the wire', async () => {
  const source = `
    let sequence = 0;
    const ws = new WebSocket(url);
    ws.on('open', () => ws.send(JSON.stringify({ seq: ++sequence })));
    setInterval(() => ws.readyState === WebSocket.OPEN && ws.send(JSON.stringify({ seq: ++sequence })), 20);`;
  const { result } = await runInline(`target: { builtin: echo }
${programClient(source)}
traffic: { sequence: seq }
faults: [{ fault: drop, with: { frames: text }, direction: to-server, count: 3, at: 50ms }]
timeout: 1s`);
  expect(result.samples).toMatchObject({ 'messages.lost': 3, 'messages.lost.up': 3, 'messages.duplicated': 0 });
});
