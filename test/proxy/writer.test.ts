import { describe, expect, test } from 'vitest';
import { chunkUnit, rawUnit, type Unit } from '../../src/proxy/unit.ts';
import { createWriter, type Writer } from '../../src/proxy/writer.ts';
import { realClock } from '../../src/runner/real-clock.ts';
import { frameView } from '../faults/frame-view.ts';
import { deferred } from './deferred.ts';
import { dialPeer, startWireServer, type WirePeer } from './wire-peer.ts';

interface Bench extends AsyncDisposable {
  readonly writer: Writer;
  /** Our socket, and the far end that sees what is written. */
  readonly near: WirePeer;
  readonly far: WirePeer;
  readonly log: string[];
  attach(): void;
  /** Waits for a line of the log that starts so. */
  told(start: string): Promise<void>;
}

async function bench(): Promise<Bench> {
  const server = await startWireServer();
  const near = await dialPeer(server.port);
  const far = await server.next();
  const log: string[] = [];
  const watchers = new Set<() => void>();
  const note = (line: string): void => {
    log.push(line);
    for (const watch of watchers) watch();
  };
  const writer = createWriter(
    'to-client',
    {
      clock: realClock,
      onDelivered: ({ messageOpcode }) => log.push(`delivered ${messageOpcode}`),
      onCut: (direction, how) => note(`cut ${direction} ${how}`),
      onMeaning: (meaning) => log.push(meaning.kind),
    },
    () => log.push('relief'),
  );
  return {
    writer,
    near,
    far,
    log,
    attach: () => writer.attach({ socket: near.socket, raw: near.socket }),
    told: (start) =>
      new Promise((resolve) => {
        const watch = (): void => {
          if (log.some((line) => line.startsWith(start))) resolve();
        };
        watchers.add(watch);
        watch();
      }),
    async [Symbol.asyncDispose]() {
      near.socket.destroy();
      await server[Symbol.asyncDispose]();
    },
  };
}

const text = (value: string): Uint8Array => new TextEncoder().encode(value);
const part = (value: string, boundaryAfter: boolean): Unit => chunkUnit(text(value), { boundaryAfter });
const fin: Unit = { kind: 'end', how: 'fin' };
const reset: Unit = { kind: 'end', how: 'reset' };

describe('a writer', () => {
  test('keeps what comes before it knows the receiver, and then writes it in order', async () => {
    await using it = await bench();
    it.writer.write(rawUnit(text('a')));
    it.writer.write(rawUnit(text('b'), { kind: 'open', isWhole: true }));
    it.writer.write(fin);
    expect(it.log).toEqual([]);
    it.attach();
    expect(await it.far.end()).toBe('fin');
    expect([it.far.received.toString(), it.log.filter((line) => line !== 'relief')]).toEqual(['ab', ['open']]);
  });

  test('tells of frames when their last byte was written, and not when the receiver is gone', async () => {
    await using it = await bench();
    it.attach();
    const unit = chunkUnit(text('frame'), { completes: [frameView({ opcode: 2 })] });
    it.writer.write(unit);
    expect(it.log).toEqual(['delivered 2']);
    it.near.socket.destroy();
    it.writer.write(unit);
    it.writer.write(fin);
    expect(it.log.filter((line) => line.startsWith('delivered'))).toHaveLength(1);
  });

  test('puts a frame of our own at the next boundary, and what follows behind it', async () => {
    await using it = await bench();
    it.attach();
    it.writer.write(part('<beg', false));
    const done: string[] = [];
    it.writer.command({ kind: 'inject', between: 'frames', bytes: text('[close]') }, () => done.push('inject'));
    it.writer.command({ kind: 'seal' }, () => done.push('seal'));
    it.writer.command({ kind: 'end' }, () => done.push('end'));
    expect([done, it.writer.waitsForBoundary()]).toEqual([[], true]);
    it.writer.write(part('inning', false));
    it.writer.write(part('>', true));
    it.writer.write(part('<never>', true));
    expect(await it.far.end()).toBe('fin');
    expect(it.far.received.toString()).toBe('<beginning>[close]');
    expect([done, it.writer.waitsForBoundary()]).toEqual([['inject', 'seal', 'end'], false]);
  });

  test('keeps the first of a flood of frames of our own that have no place yet', async () => {
    await using it = await bench();
    it.attach();
    it.writer.write(part('a', false));
    for (let count = 0; count < 10_500; count++) {
      it.writer.command({ kind: 'inject', between: 'frames', bytes: text('i') });
    }
    it.writer.write(part('b', true));
    it.writer.write(fin);
    expect(await it.far.end()).toBe('fin');
    expect(it.far.received.toString()).toBe(`ab${'i'.repeat(10_000)}`);
  });

  test('gives up a frame of our own when the direction ends within a frame, and finishes what was asked', async () => {
    await using it = await bench();
    it.attach();
    it.writer.write(part('<cut', false));
    const done: string[] = [];
    const finished = deferred<void>();
    it.writer.command({ kind: 'inject', between: 'frames', bytes: text('[close]') }, () => done.push('inject'));
    it.writer.command({ kind: 'reset' }, () => finished.resolve());
    it.writer.write(fin);
    await finished.promise;
    expect(it.far.received.toString()).toBe('<cut');
    expect(done).toEqual([]);
  });

  test('lets nothing pass once it is sealed, the end included, and takes all that comes', async () => {
    await using it = await bench();
    it.attach();
    it.writer.write(rawUnit(text('before')));
    it.writer.command({ kind: 'seal' });
    for (const unit of [rawUnit(text('after')), fin, reset]) it.writer.write(unit);
    expect([it.log, it.writer.isCongested()]).toEqual([['relief'], false]);
    await it.far.untilText('before');
    it.far.send('still open');
    await it.near.untilText('still open');
    expect([it.far.received.toString(), it.far.ends]).toEqual(['before', []]);
  });

  test('resets behind what it wrote when it is told to wait for that', async () => {
    await using it = await bench();
    it.attach();
    it.writer.write(rawUnit(text('x'.repeat(200_000))));
    const done = deferred<void>();
    it.writer.command({ kind: 'reset' }, () => done.resolve());
    it.writer.write(rawUnit(text('after')));
    expect(await it.far.end()).toBe('reset');
    await done.promise;
    expect(it.far.received.length).toBe(200_000);
  });

  test('hands on a RST at once, also behind a FIN', async () => {
    await using it = await bench();
    it.attach();
    it.writer.write(fin);
    expect(await it.far.end()).toBe('fin');
    it.writer.write(reset);
    await it.near.closed();
    expect(it.near.socket.destroyed).toBe(true);
  });

  test('is congested while the receiver does not keep up, and tells when it does again', async () => {
    await using it = await bench();
    it.attach();
    it.far.socket.pause();
    it.writer.write(rawUnit(new Uint8Array(16 * 2 ** 20)));
    expect(it.writer.isCongested()).toBe(true);
    it.far.socket.resume();
    await it.far.untilLength(16 * 2 ** 20);
    expect([it.writer.isCongested(), it.log]).toEqual([false, ['relief']]);
  });

  test('leaves a socket alone that it was taken from', async () => {
    await using it = await bench();
    it.attach();
    it.writer.detach();
    it.writer.write(rawUnit(text('for nobody')));
    it.writer.command({ kind: 'end' });
    it.near.send('from its new owner');
    await it.far.untilText('from its new owner');
    expect([it.near.socket.listenerCount('drain'), it.far.ends]).toEqual([0, []]);
  });

  const whole = (value: string, opcode: number, fin = true): Unit => {
    const messageOpcode = opcode === 0 ? 1 : opcode;
    return chunkUnit(text(value), { completes: [frameView({ opcode, messageOpcode, fin })] });
  };

  test.each([
    ['messages', '(first)<ping>(last)[own](next)'],
    ['frames', '(first)[own]<ping>(last)(next)'],
  ] as const)('puts a frame of our own between two %s (RFC 6455 §5.4)', async (between, expected) => {
    await using it = await bench();
    it.attach();
    it.writer.write(whole('(first)', 1, false));
    let done = 0;
    it.writer.command({ kind: 'inject', between, bytes: text('[own]') }, () => done++);
    expect([done, it.writer.waitsForBoundary()]).toEqual(between === 'frames' ? [1, false] : [0, true]);
    it.writer.write(whole('<ping>', 9));
    it.writer.write(whole('(last)', 0));
    expect([done, it.writer.waitsForBoundary()]).toEqual([1, false]);
    it.writer.write(whole('(next)', 1));
    it.writer.write(fin);
    await it.far.end();
    expect(it.far.received.toString()).toBe(expected);
  });

  test('keeps what it is told in order behind a frame that waits, also what could stand earlier', async () => {
    await using it = await bench();
    it.attach();
    it.writer.write(whole('(first)', 1, false));
    it.writer.command({ kind: 'inject', between: 'messages', bytes: text('[text]') });
    it.writer.command({ kind: 'inject', between: 'frames', bytes: text('[ping]') });
    it.writer.write(whole('(middle)', 0, false));
    it.writer.write(whole('(last)', 0));
    it.writer.write(fin);
    await it.far.end();
    expect(it.far.received.toString()).toBe('(first)(middle)(last)[text][ping]');
  });

  test('writes no frame of our own behind a seal', async () => {
    await using it = await bench();
    it.attach();
    let done = 0;
    it.writer.command({ kind: 'seal' });
    it.writer.command({ kind: 'inject', between: 'frames', bytes: text('[own]') }, () => done++);
    it.writer.command({ kind: 'end' });
    expect(await it.far.end()).toBe('fin');
    expect([it.far.received.length, done, it.writer.isFinished()]).toEqual([0, 0, true]);
  });

  test.each([
    ['fin'],
    ['reset'],
  ] as const)('cuts with a %s behind what it wrote, says so, and writes nothing more', async (how) => {
    await using it = await bench();
    it.attach();
    it.writer.write(rawUnit(text('x'.repeat(100_000))));
    expect(it.writer.isFinished()).toBe(false);
    it.writer.write({ kind: 'end', how, isCut: true });
    for (const unit of [rawUnit(text('after')), fin]) it.writer.write(unit);
    expect(await it.far.end()).toBe(how);
    expect([it.far.received.length, it.writer.isFinished()]).toEqual([100_000, true]);
    await it.told('cut');
    expect(it.log.filter((line) => line !== 'relief')).toEqual([`cut to-client ${how}`]);
  });

  test('says nothing of a cut where the receiver is gone already', async () => {
    await using it = await bench();
    it.attach();
    it.near.socket.destroy();
    it.writer.write({ kind: 'end', how: 'fin', isCut: true });
    expect([it.log.filter((line) => line !== 'relief'), it.writer.isFinished()]).toEqual([[], true]);
  });

  test('cuts what it could not write yet when it knows the receiver', async () => {
    await using it = await bench();
    it.writer.write(rawUnit(text('head')));
    it.writer.write({ kind: 'end', how: 'fin', isCut: true });
    it.writer.write(rawUnit(text('after')));
    expect(it.log).toEqual([]);
    it.attach();
    expect(await it.far.end()).toBe('fin');
    expect([it.far.received.toString(), it.log.filter((line) => line !== 'relief')]).toEqual([
      'head',
      ['cut to-client fin'],
    ]);
  });

  test('gives up a frame of our own behind a cut, and does what was asked after it', async () => {
    await using it = await bench();
    it.attach();
    it.writer.write(part('<beg', false));
    const done: string[] = [];
    it.writer.command({ kind: 'inject', between: 'frames', bytes: text('[own]') }, () => done.push('inject'));
    it.writer.command({ kind: 'seal' }, () => done.push('seal'));
    it.writer.write({ kind: 'end', how: 'fin', isCut: true });
    expect(await it.far.end()).toBe('fin');
    expect([it.far.received.toString(), done, it.writer.waitsForBoundary()]).toEqual(['<beg', ['seal'], false]);
  });
});
