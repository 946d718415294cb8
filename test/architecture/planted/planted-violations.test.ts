import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { readText } from '../tree.ts';
import { createPlantedTree, type PlantedTree } from './planted-tree.ts';

/** A file that breaks a rule, and what the gate has to say about it. */
interface Violation {
  readonly path: string;
  readonly content: string;
  readonly expected: RegExp;
}

const code = 'export const one = (): number => 1;\n';

/** What each takes on an idle machine, times so many: with others at work a compiler that must finish may take its time. */
const patience = 30;

const gates: readonly (readonly [gate: string, seconds: number, violations: readonly Violation[]])[] = [
  [
    'check:types',
    20,
    [
      {
        path: 'src/base/planted.ts',
        content: 'export const planted: number = "text";\n',
        expected: /src\/base\/planted\.ts\(1,14\): error TS2322/,
      },
    ],
  ],
  [
    'check:pure',
    5,
    [
      {
        path: 'src/wire/timer.ts',
        content: 'setTimeout(() => {}, 1);\nexport {};\n',
        expected: /src\/wire\/timer\.ts\(1,1\): error TS2304: Cannot find name 'setTimeout'/,
      },
      {
        path: 'src/faults/buffer.ts',
        content: 'export const planted = Buffer.alloc(1);\n',
        expected: /src\/faults\/buffer\.ts\(1,24\): error TS\d+: Cannot find name 'Buffer'/,
      },
      {
        path: 'src/result/clock.ts',
        content: "export const planted = process.env['HOME'];\n",
        expected: /src\/result\/clock\.ts\(1,24\): error TS\d+: Cannot find name 'process'/,
      },
    ],
  ],
  [
    'check:layers',
    8,
    [
      {
        path: 'src/faults/upward.ts',
        content: "export { realClock } from '../runner/real-clock.ts';\n",
        expected:
          /error layer-faults: src\/faults\/upward\.ts → src\/runner\/real-clock\.ts\s+src\/faults may import only wire, base/,
      },
      {
        path: 'src/client/peek.ts',
        content: "import type { planted } from '../proxy/planted.ts';\nexport type Peek = typeof planted;\n",
        expected: /error client-and-proxy-are-strangers: src\/client\/peek\.ts → src\/proxy\/planted\.ts/,
      },
      { path: 'src/proxy/planted.ts', content: 'export const planted = 1;\n', expected: /src\/proxy\/planted\.ts/ },
      {
        path: 'src/runner/subject/guest.ts',
        content: "export { needsProcesses } from '../host/needs-processes.ts';\n",
        expected: /error subjects-know-no-hosts: src\/runner\/subject\/guest\.ts →/,
      },
      {
        path: 'src/report/file.ts',
        content: "export { readFileSync } from 'node:fs';\n",
        expected: /error pure-layers-do-no-input-or-output: src\/report\/file\.ts → fs/,
      },
      {
        path: 'src/proxy/library.ts',
        content: "export { WebSocket } from 'ws';\n",
        expected: /error package-ws: src\/proxy\/library\.ts →/,
      },
      {
        path: 'src/base/first.ts',
        content: "export { second } from './second.ts';\nexport const first = 1;\n",
        expected: /error no-cycles: src\/base\/first\.ts →/,
      },
      {
        path: 'src/base/second.ts',
        content: "import { first } from './first.ts';\nexport const second = first;\n",
        expected: /second\.ts/,
      },
      {
        path: 'src/server/from-test.ts',
        content: "export { createManualClock } from '../../test/support/manual-clock.ts';\n",
        expected: /error source-does-not-import-tests: src\/server\/from-test\.ts → test\/support\/manual-clock\.ts/,
      },
      {
        path: 'src/server/dev.ts',
        content: "export { publint } from 'publint';\n",
        expected: /error only-declared-packages: src\/server\/dev\.ts →/,
      },
    ],
  ],
  [
    'check:lint',
    5,
    [
      {
        path: 'src/base/loose.ts',
        content: 'export const loose: any = 1;\n',
        expected: /src\/base\/loose\.ts:1:21 lint\/suspicious\/noExplicitAny/,
      },
      { path: 'src/base/ugly.ts', content: 'export const ugly  =  "1"\n', expected: /src\/base\/ugly\.ts format/ },
      {
        path: 'src/base/CamelCase.ts',
        content: code,
        expected: /src\/base\/CamelCase\.ts lint\/style\/useFilenamingConvention/,
      },
    ],
  ],
  [
    'check:dead',
    10,
    [
      { path: 'src/base/unused.ts', content: code, expected: /Unused files[\s\S]*src\/base\/unused\.ts/ },
      {
        path: 'src/base/clock.ts',
        content: `${readText('src/base/clock.ts')}export type Dead = 1;\n`,
        expected: /Dead +type +src\/base\/clock\.ts/,
      },
    ],
  ],
  [
    'check:house',
    12,
    [
      {
        path: 'src/base/untested.ts',
        content: code,
        expected: /src\/base\/untested\.ts has code and no test: write test\/base\/untested\.test\.ts/,
      },
      {
        path: 'src/base/long.ts',
        content: '// line\n'.repeat(301),
        expected: /src\/base\/long\.ts has 301 lines, at most 300/,
      },
      {
        path: 'test/base/long.test.ts',
        content: '// line\n'.repeat(401),
        expected: /test\/base\/long\.test\.ts has 401 lines, at most 400/,
      },
      {
        path: 'src/base/time-utils.ts',
        content: 'export {};\n',
        expected: /src\/base\/time-utils\.ts: the name does not say/,
      },
      { path: 'notes/plan.md', content: 'later\n', expected: /notes: move it into bin, src, scenarios or test/ },
      {
        path: 'test/base/sleepy.test.ts',
        content: 'await sleep(10);\n',
        expected: /test\/base\/sleepy\.test\.ts:1: await sleep\(10\); \(wait for an event/,
      },
      {
        path: 'test/base/idle.test.ts',
        content: "test.skip('later', () => {});\n",
        expected: /test\/base\/idle\.test\.ts:1: test\.skip/,
      },
      {
        path: 'src/base/silenced.ts',
        content: '// biome-ignore lint: because\nexport {};\n',
        expected: /src\/base\/silenced\.ts:1: \/\/ biome-ignore/,
      },
      {
        path: 'README.md',
        content: readText('README.md').replace('| `latency` |', '| `lateness` |'),
        expected: /agrees with the code on faults \(npm run readme rewrites it\)/,
      },
    ],
  ],
  [
    'check:package',
    20,
    [
      {
        path: 'package.json',
        content: readText('package.json').replace('"./dist/index.d.ts"', '"./dist/missing.d.ts"'),
        expected: /dist\/missing\.d\.ts/,
      },
    ],
  ],
];

describe('a violation planted in a copy of this repository', () => {
  let tree: PlantedTree | undefined;
  afterEach(() => tree?.remove());

  for (const [gate, seconds, violations] of gates) {
    test(`is found by npm run ${gate}`, { timeout: patience * seconds * 1_000 }, async () => {
      tree = await createPlantedTree();
      for (const { path, content } of violations) await tree.plant(path, content);
      const { exitCode, output } = await tree.runScript(gate);
      for (const { expected } of violations) expect(output).toMatch(expected);
      expect(exitCode).not.toBe(0);
    });
  }
});

test('a copy that fails leaves no folder', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'wschaos-unplanted-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  vi.stubEnv('TMPDIR', folder);
  onTestFinished(() => void vi.unstubAllEnvs());
  await expect(createPlantedTree(join(folder, 'nowhere'))).rejects.toThrow('ENOENT');
  expect(await readdir(folder)).toEqual([]);
});
