import { describe, expect, test } from 'vitest';
import { verdicts } from '../../src/result/run-result.ts';
import { runCases } from '../../src/runner/run-cases.ts';
import { toolVersion } from '../../src/runner/tool-version.ts';
import { closedPort } from '../client/raw-server.ts';
import { loadInline, quickReference } from './inline-scenario.ts';
import { nodeProgram } from './subject/programs.ts';

const loopDelayFloorMs = 10_000;
const scenario = (expectation: string, more = ''): ReturnType<typeof loadInline> =>
  loadInline(`target: { builtin: echo }
${quickReference}
faults: [{ fault: reset, at: 20ms }]
timeout: 5s
repeat: { count: 2, phase: none }
expect: [${expectation}]
${more}`);
const good = scenario('recovered == 100%');
const bad = scenario('outage.max < 1us');

test('a run is the results of its cases, and where they come from', async () => {
  const heard: string[] = [];
  const result = await runCases({
    cases: [good, bad],
    seed: 5,
    jobs: 1,
    loopDelayFloorMs,
    onIteration: (of, { index }) => heard.push(`${of === good ? 'good' : 'bad'} ${index}`),
    onCase: ({ status }) => heard.push(status),
  });
  expect(heard).toEqual(['good 0', 'good 1', 'pass', 'bad 0', 'bad 1', 'fail']);
  expect(result).toMatchObject({
    schema: 'wschaos/results@1',
    tool: toolVersion(),
    seed: 5,
    shard: { index: 1, total: 1 },
    interrupted: false,
    env: { node: process.versions.node },
    cases: [{ status: 'pass', seed: 5 }, { status: 'fail' }],
  });
  expect(result.elapsedMs).toBeGreaterThan(40);
  expect(JSON.parse(JSON.stringify(result))).toEqual(result);
});

test('a shard keeps a sum of the files of its client', async () => {
  const one = loadInline(`target: ws://127.0.0.1:${await closedPort()}
client: { type: command, command: [node, ${import.meta.filename}] }
repeat: 2`);
  const part = { ...one, repeat: { ...one.repeat, part: { first: 0, of: 4 } } };
  const { cases } = await runCases({ cases: [part], shard: { index: 1, total: 2 } });
  expect(cases[0]?.share?.clientFiles).toMatch(/^[\da-f]{12}$/);
});

test('the cases run side by side where there are lanes for them, and stand in their order in the result', async () => {
  const slow = loadInline(`target: { builtin: echo }
${quickReference}
faults: [{ fault: reset, at: 400ms }]
timeout: 5s
repeat: { count: 2, phase: none }`);
  const judged: string[] = [];
  const { cases, elapsedMs } = await runCases({
    cases: [slow, good, slow, slow],
    jobs: 8,
    loopDelayFloorMs,
    onCase: ({ expectations }) => judged.push(expectations.length > 0 ? 'good' : 'slow'),
  });
  expect(judged[0]).toBe('good');
  expect(cases.map(({ expectations }) => expectations.length)).toEqual([0, 1, 0, 0]);
  expect(elapsedMs).toBeLessThan(cases.reduce((sum, each) => sum + each.elapsedMs, 0));
});

/** A target that is a program, on a port of its own. */
async function echoProgram(): Promise<string> {
  const port = await closedPort();
  const server = `const { WebSocketServer } = require('ws');
    new WebSocketServer({ host: '127.0.0.1', port: ${port} }).on('connection', (socket) => socket.on('message', (data) => socket.send(data)));
    process.stdin.resume().on('end', () => process.exit());`;
  return JSON.stringify({ command: nodeProgram(server), url: `ws://127.0.0.1:${port}` });
}

test('two cases that start the same server do not run at once', async () => {
  const text = `target: ${await echoProgram()}
${quickReference}
faults: [{ fault: reset, at: 20ms }]
timeout: 20s
repeat: { count: 2, phase: none }`;
  const { cases } = await runCases({ cases: [loadInline(text), loadInline(text)], jobs: 8, loopDelayFloorMs });
  expect(cases.map(({ status, iterations }) => [status, iterations.length])).toEqual([
    ['pass', 2],
    ['pass', 2],
  ]);
}, 60_000);

test('a defect in one case stops the others, and reaches the caller', async () => {
  const thrown = new Error('a reporter that throws');
  await expect(
    runCases({
      cases: [good, good],
      jobs: 8,
      loopDelayFloorMs,
      onIteration: () => {
        throw thrown;
      },
    }),
  ).rejects.toBe(thrown);
});

test('it stops after as many failures as are bearable', async () => {
  const { cases, interrupted } = await runCases({ cases: [bad, bad, good], maxFailures: 1, loopDelayFloorMs });
  expect({ statuses: cases.map(({ status }) => status), interrupted }).toEqual({
    statuses: ['fail'],
    interrupted: false,
  });
});

test('broken off, it gives what it has', async () => {
  const controller = new AbortController();
  const result = await runCases({
    cases: [good, good, good],
    jobs: 1,
    signal: controller.signal,
    loopDelayFloorMs,
    onCase: () => controller.abort(),
  });
  // The second one may have just begun; the third cannot have.
  expect(result.interrupted).toBe(true);
  expect(result.cases[0]?.status).toBe('pass');
  expect(result.cases.length).toBeLessThan(3);
});

test('a case on a port of its own runs one iteration at a time', async () => {
  const port = 20_000 + (process.pid % 5_000);
  const result = await runCases({
    cases: [scenario('recovered == 100%', `listen: 127.0.0.1:${port}`)],
    jobs: 8,
    loopDelayFloorMs,
  });
  expect(result.cases).toMatchObject([{ status: 'pass', iterations: [{ index: 0 }, { index: 1 }] }]);
});

test('a case whose fault acts on the server runs one iteration at a time', async () => {
  const text = `target: ${await echoProgram()}
${quickReference}
faults: [{ fault: server, with: { action: kill }, at: 20ms, for: 100ms }]
timeout: 20s
repeat: { count: 3, phase: none }`;
  const { cases } = await runCases({ cases: [loadInline(text)], jobs: 8, loopDelayFloorMs });
  // Side by side each would take the server from the others.
  expect(cases).toMatchObject([
    { status: 'pass', invalid: [], iterations: [{}, {}, {}].map(() => ({ verdict: 'recovered' })) },
  ]);
}, 60_000);

test('at one job and at many the seeds and the verdicts agree', async () => {
  const many = loadInline(`target: { builtin: echo }
${quickReference}
faults: [{ id: down, fault: reject, with: { status: 503 }, at: 30ms, for: 100ms }, { fault: reset, when: { event: fault-start, fault: down } }]
timeout: 5s
repeat: { count: 8, phase: none, seed: 3 }`);
  const run = async (jobs: number | 'auto') => {
    const { cases } = await runCases({ cases: [many], jobs, loopDelayFloorMs });
    return cases[0]?.iterations ?? [];
  };
  const [alone, together] = [await run(1), await run('auto')];
  expect(alone.map(({ verdict }) => verdict)).toEqual(Array(8).fill(verdicts[0]));
  expect(together.map(({ seed, verdict }) => [seed, verdict])).toEqual(
    alone.map(({ seed, verdict }) => [seed, verdict]),
  );
});

describe('jobs must be a number of lanes:', () => {
  test.each([0, -1, 1.5, Number.NaN])('%d is refused', async (jobs) => {
    await expect(runCases({ cases: [good], jobs })).rejects.toMatchObject({
      code: 'option.invalid',
      message: `jobs must be "auto" or a whole number from 1, not ${jobs}`,
    });
  });
});

test('interleaved cases take turns, with the same seeds', async () => {
  const heard: string[] = [];
  const { cases } = await runCases({
    ...{ cases: [good, bad], jobs: 1, loopDelayFloorMs, interleave: true },
    onIteration: (of, { index }) => heard.push(`${of === good ? 'good' : 'bad'} ${index}`),
  });
  expect(heard).toEqual(['good 0', 'bad 0', 'good 1', 'bad 1']);
  const seeds = cases.map(({ iterations }) => iterations.map(({ seed }) => seed));
  expect(seeds[0]).toEqual(seeds[1]);
});

test('a case that cannot begin does not keep those that it is interleaved with', async () => {
  const unreachable = loadInline(`target: ws://127.0.0.1:${await closedPort()}
${quickReference}
faults: [{ fault: reset, at: 20ms }]
timeout: 5s
repeat: { count: 2, phase: none }`);
  const { cases } = await runCases({ cases: [unreachable, good], jobs: 2, loopDelayFloorMs, interleave: true });
  expect(cases.map(({ status }) => status)).toEqual(['unmeasured', 'pass']);
});

test('cases that need the same server, or are to stop at a failure, cannot be interleaved', async () => {
  const text = `target: ${await echoProgram()}
${quickReference}
faults: [{ fault: reset, at: 20ms }]`;
  const both = [loadInline(text), loadInline(text)];
  await expect(runCases({ cases: both, interleave: true })).rejects.toThrow(
    /^the cases cannot be interleaved: "inline" and "inline" both need the server ws:/,
  );
  await expect(runCases({ cases: [good], interleave: true, maxFailures: 1 })).rejects.toThrow(
    'the cases cannot be interleaved: they run one after the other to stop at so many failures',
  );
});
