import path from 'node:path';
import { afterEach, describe, expect, onTestFinished, test } from 'vitest';
import { realClock } from '../../../src/runner/real-clock.ts';
import { createModuleSubject, type ModuleSubjectOptions } from '../../../src/runner/subject/module-subject.ts';
import { isGroupAlive } from '../../../src/runner/subject/process-group.ts';
import { createProcessGuard } from '../../../src/runner/subject/process-guard.ts';
import type { StampedClientEvent, SubjectExit, SubjectHandle } from '../../../src/runner/subject/subject.ts';
import { makeFolder } from '../../cli/test-io.ts';
import { createRecordingGuard } from './programs.ts';

const handles: SubjectHandle[] = [];
afterEach(() => Promise.all(handles.splice(0).map((handle) => handle.close())));

interface Given extends Partial<ModuleSubjectOptions> {
  readonly name?: string;
  readonly seed?: number;
  readonly client?: number;
  readonly signal?: AbortSignal;
}

async function start(text: string, { name = 'client.mjs', seed = 7, client = 1, signal, ...options }: Given = {}) {
  const folder = makeFolder({ [name]: text });
  const module = path.join(folder, name);
  const guard = createRecordingGuard();
  const events: StampedClientEvent[] = [];
  const exits: SubjectExit[] = [];
  const subject = createModuleSubject({ module, options: {}, cwd: folder, clock: realClock, guard, ...options });
  const startedAt = realClock.now();
  const handle = await subject.start({
    url: 'ws://127.0.0.1:8101/chat',
    seed,
    iteration: 3,
    client,
    ...(signal === undefined ? {} : { signal }),
    onEvent: (event) => events.push(event),
    onExit: (exit) => exits.push(exit),
    onDisturbed: () => {},
  });
  handles.push(handle);
  return { handle, guard, events, exits, folder, startedAt };
}

const errorsOf = (events: readonly StampedClientEvent[]): readonly (string | undefined)[] =>
  events.filter(({ ev }) => ev === 'error').map(({ err }) => err);

describe('a module as the client under test', () => {
  test('knows where to dial, its options, its folder, and its environment', async () => {
    const { events, folder } = await start(
      `export default ({ url, options, emit, signal }) => {
        const { WSCHAOS_CLIENT, WSCHAOS_MODULE_HOST } = process.env;
        emit('error', { err: JSON.stringify([url, options, process.cwd(), signal.aborted, WSCHAOS_CLIENT, WSCHAOS_MODULE_HOST]) });
        return { close() {} };
      };`,
      { options: { room: 'a', deep: [1] }, client: 2 },
    );
    await expect.poll(() => errorsOf(events)).toHaveLength(1);
    const told = JSON.parse(errorsOf(events)[0] ?? '');
    expect(told).toEqual(['ws://127.0.0.1:8101/chat', { room: 'a', deep: [1] }, folder, false, '2', null]);
  });

  test('tells its events with the instant of each', async () => {
    const { events, startedAt } = await start(
      `export default async ({ emit }) => {
        emit('connecting');
        emit('loss', { code: 1006, cause: 'ping.timeout', err: 'gone' });
        return { close() {} };
      };`,
    );
    await expect
      .poll(() => events)
      .toEqual([
        { ev: 'connecting', t: expect.any(Number) },
        { ev: 'loss', code: 1006, cause: 'ping.timeout', err: 'gone', t: expect.any(Number) },
      ]);
    const [first = 0, second = 0] = events.map(({ t }) => t);
    expect(first).toBeGreaterThan(startedAt);
    expect(second).toBeGreaterThan(first);
    expect(second).toBeLessThan(realClock.now());
  });

  test('draws the same numbers for the same seed, others for another seed or client', async () => {
    const draw = `export default ({ emit, random }) => {
      emit('error', { err: [random(), random()].join(' ') });
      return { close() {} };
    };`;
    const drawn = async (seed: number, client: number): Promise<string> => {
      const { events } = await start(draw, { seed, client });
      await expect.poll(() => errorsOf(events)).toHaveLength(1);
      return errorsOf(events)[0] ?? '';
    };
    const [first, again, ...others] = await Promise.all([drawn(7, 1), drawn(7, 1), drawn(8, 1), drawn(7, 2)]);
    expect(again).toBe(first);
    expect(new Set([first, ...others]).size).toBe(3);
  });

  test('may print what it likes: that is log and no event, also without an end of line', async () => {
    const { events, handle } = await start(
      `export default ({ emit }) => {
        console.log('{"ev": "giveup"}');
        process.stdout.write('a word without an end');
        emit('open');
        console.error(' of line');
        return { close() {} };
      };`,
    );
    await expect.poll(() => events.map(({ ev }) => ev)).toEqual(['open']);
    await expect.poll(() => handle.log).toEqual(['{"ev": "giveup"}', 'a word without an end of line']);
  });

  test('may be TypeScript', async () => {
    const { events } = await start(
      `import type { ClientSetup } from 'wschaos';
      const client: ClientSetup = ({ emit }) => { emit('open' as const); return { close() {} }; };
      export default client;`,
      { name: 'client.ts' },
    );
    await expect.poll(() => events.map(({ ev }) => ev)).toEqual(['open']);
  });

  test('that has nothing left to do is still there', async () => {
    const { exits, guard, handle } = await start('export default () => ({ close() {} });');
    const [pid = 0] = guard.watched;
    expect([isGroupAlive(pid), exits]).toEqual([true, []]);
    await handle.close();
    expect(exits).toEqual([]);
  });

  test('is closed before it ends, and hears of it by the signal, too', async () => {
    const { handle, guard, events } = await start(
      `export default ({ emit, signal }) => {
        signal.addEventListener('abort', () => emit('error', { err: 'aborted' }));
        setInterval(() => {}, 1e3);
        emit('open');
        return { async close() { await null; emit('error', { err: 'closed' }); } };
      };`,
    );
    await expect.poll(() => events.length).toBe(1);
    const [pid = 0] = guard.watched;
    await handle.close();
    expect(errorsOf(events)).toEqual(['aborted', 'closed']);
    expect(isGroupAlive(pid)).toBe(false);
  });

  test('is killed when its close does not end', async () => {
    const { handle, guard, events } = await start(
      `export default ({ emit }) => { emit('open'); return { close: () => new Promise(() => {}) }; };`,
      { graceMs: 100 },
    );
    await expect.poll(() => events.length).toBe(1);
    const [pid = 0] = guard.watched;
    await handle.close();
    expect(isGroupAlive(pid)).toBe(false);
  });
});

describe('a module has crashed, with its last words, when it', () => {
  test.each([
    ['leaves a rejection unhandled', `Promise.reject(new Error('nobody cares'))`],
    ['throws later', `setImmediate(() => { throw new Error('nobody cares'); })`],
    ['throws in its setup', `throw new Error('nobody cares')`],
  ])('%s', async (_what, statement) => {
    const { exits } = await start(`export default () => { ${statement}; return { close() {} }; };`);
    await expect.poll(() => exits).toHaveLength(1);
    expect(exits[0]).toMatchObject({ code: 1, signal: null });
    expect(exits[0]?.lastLines.join('\n')).toContain('Error: nobody cares');
  });
});

describe('a module cannot be loaded that', () => {
  test.each([
    [
      'has a syntax error',
      'client.mjs',
      'const a = 1;\nconst b = ;',
      /: \/\S*client\.mjs:2 \| const b = ; \| SyntaxError: Unexpected token ';'$/,
    ],
    [
      'has a syntax error in TypeScript',
      'client.ts',
      'const a = 1;\nconst b: = 2;',
      /: Unexpected token \S*client\.ts:2:9$/,
    ],
    ['throws', 'client.mjs', "const a = 1;\nthrow new Error('no token');", /: no token \(at \S*client\.mjs:2:7\)$/],
    ['throws no error', 'client.mjs', 'throw 42;', /: it threw 42$/],
    [
      'imports what is not there',
      'client.mjs',
      "import './gone.mjs';",
      /: Cannot find module \S*gone\.mjs' imported from \S*client\.mjs \(at \/\S*client\.mjs:1\)$/,
    ],
    [
      'imports what is not there in TypeScript',
      'client.ts',
      "const a = 1;\nimport 'nope';",
      /: Cannot find \S+ 'nope'.*client\.ts:2/,
    ],
    ['has no client', 'client.mjs', 'export const a = 1;', /: its default export must be a client, .*; it has none$/],
    ['ends the process', 'client.mjs', 'process.exit(7);', /: it ended with exit code 7$/],
    [
      'ends the process, having named no file that is here',
      'client.mjs',
      "console.error('file://nas/client.mjs:3\\nfile:///a%2Fb:4'); process.exit(7);",
      /: file:\/\/nas\/client\.mjs:3 \| file:\/\/\/a%2Fb:4$/,
    ],
  ])('%s', async (_what, name, text, message) => {
    await expect(start(text, { name })).rejects.toThrow(
      expect.objectContaining({ code: 'client.not-loaded', message: expect.stringMatching(message) }),
    );
  });

  test('never comes to an end', async () => {
    const guard = createRecordingGuard();
    const starting = start('await new Promise(() => setInterval(() => {}, 1e3));', { loadTimeoutMs: 200, guard });
    await expect(starting).rejects.toThrow(
      expect.objectContaining({
        code: 'client.not-started',
        message: expect.stringMatching(/client\.mjs: it was still loading after 0\.2 s$/),
      }),
    );
    expect(guard.watched.size).toBe(0);
  });

  test('is blamed for nothing where the process that started its host was killed', async () => {
    const guard = createProcessGuard();
    onTestFinished(() => guard.close());
    const starting = start(
      `process.kill(process.ppid, 'SIGKILL'); await new Promise(() => setInterval(() => {}, 1e3));`,
      { guard },
    );
    await expect(starting).rejects.toThrow(/client\.mjs: the process that starts programs was ended from outside$/);
  });

  test('is not there', async () => {
    await expect(start('', { module: '/nowhere/client.ts' })).rejects.toThrow(
      expect.objectContaining({ code: 'client.not-found', message: 'there is no client module /nowhere/client.ts' }),
    );
  });
});

test('a start that is given up leaves no process', async () => {
  const guard = createRecordingGuard();
  const ending = new AbortController();
  const starting = start('await new Promise(() => setInterval(() => {}, 1e3));', { guard, signal: ending.signal });
  setImmediate(() => ending.abort(new Error('enough')));
  await expect(starting).rejects.toThrow('enough');
  expect(guard.watched.size).toBe(0);
});
