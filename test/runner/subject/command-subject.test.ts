import { EventEmitter, once } from 'node:events';
import { tmpdir } from 'node:os';
import { afterEach, describe, expect, test } from 'vitest';
import { realClock } from '../../../src/runner/real-clock.ts';
import { type CommandSubjectOptions, createCommandSubject } from '../../../src/runner/subject/command-subject.ts';
import { isGroupAlive } from '../../../src/runner/subject/process-group.ts';
import type { StampedClientEvent, SubjectExit, SubjectHandle } from '../../../src/runner/subject/subject.ts';
import { createRecordingGuard, nodeProgram } from './programs.ts';

const handles: SubjectHandle[] = [];
afterEach(() => Promise.all(handles.splice(0).map((handle) => handle.close())));

/** What a client reports, with a way to wait for it. */
function createReports() {
  const emitter = new EventEmitter();
  const events: StampedClientEvent[] = [];
  const exits: SubjectExit[] = [];
  return {
    events,
    exits,
    onEvent(event: StampedClientEvent) {
      events.push(event);
      emitter.emit(event.ev);
    },
    onExit(exit: SubjectExit) {
      exits.push(exit);
      emitter.emit('exit');
    },
    async until(what: StampedClientEvent['ev'] | 'exit') {
      const seen = what === 'exit' ? exits.length > 0 : events.some(({ ev }) => ev === what);
      if (!seen) await once(emitter, what);
    },
  };
}

async function start(command: readonly string[], options: Partial<CommandSubjectOptions> = {}, signal?: AbortSignal) {
  const reports = createReports();
  const guard = createRecordingGuard();
  const subject = createCommandSubject({ command, cwd: tmpdir(), env: {}, clock: realClock, guard, ...options });
  const handle = await subject.start({
    url: 'ws://127.0.0.1:8101/chat',
    seed: 7,
    iteration: 3,
    client: 2,
    onEvent: reports.onEvent,
    onExit: reports.onExit,
    onDisturbed: () => {},
    ...(signal === undefined ? {} : { signal }),
  });
  handles.push(handle);
  return { handle, guard, ...reports };
}

const stayAlive = 'setInterval(() => {}, 1e3);';

describe('a command as the client under test', () => {
  test('finds in its environment where to dial and which client it is', async () => {
    const { until, handle } = await start(
      nodeProgram(`
        const { WSCHAOS_URL, WSCHAOS_SEED, WSCHAOS_ITERATION, WSCHAOS_CLIENT, TOKEN, PATH } = process.env;
        console.log(WSCHAOS_URL, WSCHAOS_SEED, WSCHAOS_ITERATION, WSCHAOS_CLIENT, TOKEN, PATH === undefined);
        console.log('{"ev": "ready"}'); ${stayAlive}`),
      { env: { TOKEN: 'secret', WSCHAOS_SEED: 'not this one' } },
    );
    await until('ready');
    expect(handle.log).toEqual(['ws://127.0.0.1:8101/chat 7 3 2 secret false']);
  });

  test('runs in the folder that it was given', async () => {
    const { until, handle } = await start(['sh', '-c', `pwd -P; echo '{"ev": "ready"}'; exec sleep 1000`], {
      cwd: '/',
    });
    await until('ready');
    expect(handle.log).toEqual(['/']);
  });

  test('reports JSON lines on stdout as events, and keeps everything else as its log', async () => {
    const { until, events, handle } = await start(
      nodeProgram(`
        console.error('{"ev": "error"}');
        process.stderr.write('starting\\n', () => {
          console.log('{"ev": "open"}');
          console.log('{"level": "info"}');
          console.log('hello');
          console.log('{"ev": "close", "code": 1006, "cause": "tcp.reset"}');
        }); ${stayAlive}`),
    );
    await until('close');
    expect(events).toMatchObject([{ ev: 'open' }, { ev: 'close', code: 1006, cause: 'tcp.reset' }]);
    expect([...handle.log].sort()).toEqual(['hello', 'starting', '{"ev": "error"}', '{"level": "info"}']);
  });

  test('stamps its events with its own clock when it tells the time, and with ours when it does not', async () => {
    const before = realClock.now();
    const { until, events } = await start(
      nodeProgram(`
        const t = process.hrtime.bigint();
        console.log(JSON.stringify({ ev: 'connecting', t: String(t) }));
        console.log(JSON.stringify({ ev: 'open', err: String(t) }));
        console.log('{"ev": "ready"}'); ${stayAlive}`),
    );
    await until('ready');
    const [connecting, open] = events;
    expect(connecting?.t).toBe(Number(open?.err) / 1e6);
    expect(connecting?.t).toBeGreaterThan(before);
    expect(open?.t).toBeGreaterThan(connecting?.t ?? Number.POSITIVE_INFINITY);
    expect(open?.t).toBeLessThanOrEqual(realClock.now());
  });

  test('that ends by itself is an exit, with its code and what it said last', async () => {
    const { until, exits } = await start(
      nodeProgram(
        `for (let i = 1; i <= 30; i += 1) console.log('line ' + i); process.stdout.write('no end'); process.exitCode = 3;`,
      ),
    );
    await until('exit');
    const lastLines = [...Array.from({ length: 19 }, (_, i) => `line ${i + 12}`), 'no end'];
    expect(exits).toEqual([{ code: 3, signal: null, lastLines, t: expect.any(Number) }]);
    expect(exits[0]?.t).toBeLessThanOrEqual(realClock.now());
  });

  test('that throws is an exit whose last lines hold the error', async () => {
    const { until, exits } = await start(nodeProgram(`throw new Error('boom');`));
    await until('exit');
    expect(exits[0]).toMatchObject({ code: 1, signal: null });
    expect(exits[0]?.lastLines.join('\n')).toContain('Error: boom');
  });

  test('that is killed is an exit with the signal', async () => {
    const { until, exits } = await start(['sh', '-c', 'kill -9 $$']);
    await until('exit');
    expect(exits).toMatchObject([{ code: null, signal: 'SIGKILL', lastLines: [] }]);
  });

  test('that was stopped is no exit, and goes on when it is told to', async () => {
    const { handle, events, exits, until } = await start(
      nodeProgram(
        `process.stdin.resume(); process.on('SIGCONT', () => console.log('{"ev": "open"}')); console.log('{"ev": "connecting"}');`,
      ),
    );
    await until('connecting');
    handle.signal?.('SIGSTOP');
    handle.signal?.('SIGCONT');
    await until('open');
    expect(events.map(({ ev }) => ev)).toEqual(['connecting', 'open']);
    handle.signal?.('SIGSTOP');
    await handle.close();
    expect(exits).toEqual([]);
  });

  test('that is closed is no exit, and nothing of it is left', async () => {
    const { until, handle, exits, guard } = await start(['sh', '-c', `echo '{"ev": "open"}'; sleep 1000; true`]);
    await until('open');
    const [group = 0] = guard.watched;
    expect(isGroupAlive(group)).toBe(true);
    await handle.close();
    expect(isGroupAlive(group)).toBe(false);
    expect(exits).toEqual([]);
  });

  test('is closed by its signal', async () => {
    const controller = new AbortController();
    const { until, handle, guard } = await start(
      ['sh', '-c', `echo '{"ev": "open"}'; exec sleep 1000`],
      {},
      controller.signal,
    );
    await until('open');
    const [group = 0] = guard.watched;
    controller.abort();
    await handle.close();
    expect(isGroupAlive(group)).toBe(false);
  });

  test('is not started when its signal was given before', async () => {
    const reason = new Error('interrupted');
    await expect(start(['sleep', '1000'], {}, AbortSignal.abort(reason))).rejects.toBe(reason);
  });

  test('that does not exist is named', async () => {
    await expect(start(['no-such-client'])).rejects.toMatchObject({
      code: 'client.not-found',
      message: 'the client command was not found: no-such-client',
    });
  });
});

describe('a flood of output', () => {
  test('without a line ending costs no memory, and the next line is read', async () => {
    const before = process.memoryUsage.rss();
    const { until, handle } = await start([
      'bash',
      '-c',
      `head -c 256M /dev/zero; echo; echo '{"ev": "ready"}'; exec sleep 1000`,
    ]);
    await until('ready');
    expect(process.memoryUsage.rss() - before).toBeLessThan(128 * 2 ** 20);
    expect(handle.log.map((line) => line.length)).toEqual([2_000]);
  });

  test('of short lines leaves the last of them in the log', async () => {
    const { until, handle } = await start(['bash', '-c', `seq 2000000; echo '{"ev": "ready"}'; exec sleep 1000`]);
    await until('ready');
    expect(handle.log).toEqual(Array.from({ length: 200 }, (_, i) => String(1_999_801 + i)));
  });

  test('of events is reported up to a limit, and the log says so', async () => {
    const { until, events, exits } = await start(
      nodeProgram(`process.stdout.write('{"ev": "message"}\\n'.repeat(150_000));`),
    );
    await until('exit');
    expect(events.length).toBe(100_000);
    expect(exits[0]?.lastLines).toEqual(['[wschaos] 100000 events: the ones that follow are ignored']);
  });

  test('does not make an event of a line that is longer than an event may be', async () => {
    const { until, events } = await start(
      nodeProgram(
        `console.log(JSON.stringify({ ev: 'error', err: 'x'.repeat(65_536) })); console.log('{"ev": "ready"}'); ${stayAlive}`,
      ),
    );
    await until('ready');
    expect(events.map(({ ev }) => ev)).toEqual(['ready']);
  });
});
