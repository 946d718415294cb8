import { describe, expect, test } from 'vitest';
import type { ProxyEvent } from '../../src/proxy/proxy-event.ts';
import type { Observation } from '../../src/result/observation.ts';
import {
  createIterationRecorder,
  type RecorderOptions,
  type RecorderSignal,
} from '../../src/runner/iteration-recorder.ts';
import { opcodes } from '../../src/wire/frame.ts';
import { viewFrame } from './view-frame.ts';

function setUp(options: Partial<RecorderOptions> = {}) {
  const signals: RecorderSignal[] = [];
  const observed: Observation[] = [];
  const recorder = createIterationRecorder({
    readySign: 'round-trip',
    clientOf: () => 1,
    onSignal: (signal) => signals.push(signal),
    onObservation: (observation) => observed.push(observation),
    ...options,
  });
  let t = 0;
  return {
    recorder,
    signals,
    observed,
    tell: (...events: readonly Told[]) => {
      for (const event of events) recorder.onProxyEvent({ t: ++t, connection: 1, ...event } as ProxyEvent);
    },
  };
}

type WithoutTime<T> = T extends unknown
  ? Omit<T, 't' | 'connection'> & { readonly connection?: number | undefined }
  : never;
type Told = WithoutTime<ProxyEvent>;

const sent = (...frame: Parameters<typeof viewFrame>): Told => ({ kind: 'frame', frame: viewFrame(...frame) });
const delivered = (...frame: Parameters<typeof viewFrame>): Told => ({ kind: 'delivered', frame: viewFrame(...frame) });
const roundTrip = [delivered('to-server', opcodes.text), delivered('to-client', opcodes.text)] as const;
const finished = { source: 'runner', kind: 'finished', t: 99, reason: 'timeout' } as const;

describe('what the proxy tells becomes', () => {
  const of = { source: 'wire', connection: 1, client: 1, t: 1 } as const;
  test.each<[string, Told, Observation]>([
    ['an accept', { kind: 'accept', remotePort: 5, localPort: 8101 }, { ...of, kind: 'accept' }],
    ['an open', { kind: 'open' }, { ...of, kind: 'open' }],
    ['a refusal with its status', { kind: 'answer', status: 503 }, { ...of, kind: 'rejected', status: 503 }],
    [
      'an end with its side',
      { kind: 'end', side: 'client', how: 'reset' },
      { ...of, kind: 'end', side: 'client', how: 'reset' },
    ],
    ['a close', { kind: 'closed' }, { ...of, kind: 'closed' }],
    ['the end of both sides', { kind: 'gone' }, { ...of, kind: 'gone' }],
    [
      'a Close frame of the client with its code',
      sent('to-server', opcodes.close, { payload: Uint8Array.of(0x03, 0xf4) }),
      { ...of, kind: 'close-frame', side: 'client', code: 1012 },
    ],
    [
      'a Close frame without a code',
      sent('to-client', opcodes.close, { payload: new Uint8Array() }),
      { ...of, kind: 'close-frame', side: 'server', code: undefined },
    ],
    [
      'a Close frame whose code is cut off',
      sent('to-client', opcodes.close, { payload: Uint8Array.of(3) }),
      { ...of, kind: 'close-frame', side: 'server', code: undefined },
    ],
    [
      'what a fault did',
      { kind: 'injected', fault: 'cut' },
      { source: 'fault', kind: 'injected', fault: 'cut', connection: 1, t: 1 },
    ],
  ])('%s', (_title, event, expected) => {
    const { recorder, observed, tell } = setUp();
    tell(event);
    expect(recorder.read()).toEqual([expected]);
    expect(observed).toEqual([expected]);
  });

  test('nothing, where it is a frame like any other', () => {
    const { recorder, tell } = setUp();
    tell(sent('to-server', opcodes.text), sent('to-server', opcodes.ping), delivered('to-server', opcodes.text));
    expect(recorder.read()).toEqual([]);
  });
});

describe('ready', () => {
  test('is observed and signalled, once', () => {
    const { recorder, signals, tell } = setUp();
    tell(...roundTrip, ...roundTrip);
    expect(recorder.read()).toEqual([{ source: 'wire', kind: 'ready', connection: 1, client: 1, t: 2 }]);
    expect(signals).toEqual([{ kind: 'ready', connection: 1, client: 1, t: 2 }]);
  });

  test('is observed again after a fault touched the connection', () => {
    const { recorder, tell } = setUp();
    tell(...roundTrip, { kind: 'injected', fault: 'slow' }, ...roundTrip);
    expect(
      recorder
        .read()
        .filter(({ kind }) => kind === 'ready')
        .map(({ t }) => t),
    ).toEqual([2, 5]);
  });

  test('is not asked again of a connection that the fault only affects, or by a fault as a whole', () => {
    const { recorder, tell } = setUp();
    tell(
      ...roundTrip,
      { kind: 'affected', fault: 'slow' },
      { kind: 'fault-end', fault: 'slow', connection: undefined },
      ...roundTrip,
    );
    expect(recorder.read().filter(({ kind }) => kind === 'ready').length).toBe(1);
  });

  test('is told at the end of a touched connection that lived on by its heartbeat', () => {
    const { recorder, tell } = setUp();
    tell(
      { kind: 'injected', fault: 'slow' },
      delivered('to-server', opcodes.ping),
      delivered('to-client', opcodes.pong),
    );
    recorder.add(finished);
    expect(
      recorder
        .read()
        .filter(({ kind }) => kind === 'ready')
        .map(({ t }) => t),
    ).toEqual([3]);
  });

  test('is told of it beforehand to whoever peeks, and is not kept', () => {
    const { recorder, tell } = setUp();
    tell({ kind: 'injected', fault: 'slow' }, delivered('to-server', opcodes.ping));
    const readies = (all: readonly Observation[]) => all.flatMap(({ kind, t }) => (kind === 'ready' ? [t] : []));
    expect(readies(recorder.peek())).toEqual([]);
    tell(delivered('to-client', opcodes.pong));
    expect([readies(recorder.peek()), readies(recorder.read())]).toEqual([[3], []]);
  });

  test('is not told of a connection that has closed', () => {
    const { recorder, tell } = setUp();
    tell(
      { kind: 'injected', fault: 'slow' },
      delivered('to-server', opcodes.ping),
      delivered('to-client', opcodes.pong),
      { kind: 'closed' },
    );
    recorder.add(finished);
    expect(recorder.read().some(({ kind }) => kind === 'ready')).toBe(false);
  });

  test('is only a heartbeat, as a signal, where a ping was answered', () => {
    const { recorder, signals, tell } = setUp();
    tell(delivered('to-server', opcodes.ping), delivered('to-client', opcodes.pong));
    expect(recorder.read()).toEqual([]);
    expect(signals).toEqual([{ kind: 'heartbeat', connection: 1, client: 1, t: 2 }]);
  });
});

test('a connection of ordinary HTTP is left out', () => {
  const { recorder, tell } = setUp();
  tell(
    { kind: 'accept', remotePort: 5, localPort: 8101, connection: 1 },
    { kind: 'accept', remotePort: 6, localPort: 8101, connection: 2 },
    { kind: 'plain-http', connection: 1 },
  );
  expect(recorder.read()).toMatchObject([{ kind: 'accept', connection: 2 }]);
});

test('whose a connection is may become known after its first events', () => {
  const owners = new Map<number, number>();
  const { recorder, tell } = setUp({ clientOf: (connection) => owners.get(connection) ?? 1 });
  tell({ kind: 'accept', remotePort: 5, localPort: 8101 });
  owners.set(1, 7);
  tell({ kind: 'open' });
  expect(recorder.read()).toMatchObject([
    { kind: 'accept', client: 7 },
    { kind: 'open', client: 7 },
  ]);
});

test('a note is kept once', () => {
  const { recorder, tell } = setUp();
  tell({ kind: 'note', text: 'deflate is out' }, { kind: 'note', text: 'deflate is out' });
  expect(recorder.notes).toEqual(['deflate is out']);
});

describe('the iteration is disturbed', () => {
  test('where the proxy says so', () => {
    const { signals, tell } = setUp();
    tell({ kind: 'disturbed', why: 'the port was taken' });
    expect(signals).toEqual([{ kind: 'disturbed', why: 'the port was taken' }]);
  });

  test.each([
    ['refuses', 'ECONNREFUSED', 'connect ECONNREFUSED ::1:1', 'connect ECONNREFUSED ::1:1'],
    ['has no name', 'ENOTFOUND', '', 'ENOTFOUND'],
  ])('where the target %s', (_what, code, message, why) => {
    const { signals, tell } = setUp();
    tell({ kind: 'upstream-failed', code, message });
    expect(signals).toEqual([{ kind: 'disturbed', why: `the target could not be reached: ${why}` }]);
  });

  test('not by a target that resets what it had accepted', () => {
    const { signals, tell } = setUp();
    tell({ kind: 'upstream-failed', code: 'ECONNRESET', message: 'read ECONNRESET' });
    tell({ kind: 'open' }, { kind: 'upstream-failed', code: 'ETIMEDOUT', message: 'read ETIMEDOUT' });
    expect(signals).toEqual([]);
  });

  test('not by a target that a fault has ended, while it is down', () => {
    let isDown = true;
    const { signals, tell } = setUp({ isTargetDown: () => isDown });
    const refused = { kind: 'upstream-failed', code: 'ECONNREFUSED', message: 'connect ECONNREFUSED' } as const;
    tell(refused);
    expect(signals).toEqual([]);
    isDown = false;
    tell(refused);
    expect(signals).toEqual([{ kind: 'disturbed', why: 'the target could not be reached: connect ECONNREFUSED' }]);
  });

  test('by more events than can be kept; the runner is heard all the same', () => {
    const { recorder, signals, tell } = setUp({ maxObservations: 2 });
    tell({ kind: 'open' }, { kind: 'closed' }, { kind: 'accept', remotePort: 1, localPort: 8101 });
    recorder.add(finished);
    expect(signals).toEqual([{ kind: 'disturbed', why: 'more than 2 events were observed' }]);
    expect(recorder.read().map(({ kind }) => kind)).toEqual(['open', 'closed', 'finished']);
  });
});

test('what faults did and connections that were gone by an instant are let go, and what is up is kept', () => {
  const { recorder, tell } = setUp();
  tell({ kind: 'accept', remotePort: 1, localPort: 8101 }, { kind: 'open' }, { kind: 'closed' }, { kind: 'gone' });
  expect(recorder.size).toBe(4);
  const last = recorder.read().at(-1)?.t ?? 0;
  recorder.forget(last);
  expect(recorder.size).toBe(4);
  recorder.forget(last + 1);
  expect(recorder.size).toBe(0);
  tell({ kind: 'accept', remotePort: 1, localPort: 8101 });
  recorder.forget(Number.POSITIVE_INFINITY);
  expect(recorder.read().map(({ kind }) => kind)).toEqual(['accept']);
});
