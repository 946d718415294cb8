import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { RunResult } from '../../src/result/run-result.ts';
import { ctrlC, spawnOnTerminal } from './spawn-on-terminal.ts';
import { spawnWschaos } from './spawn-wschaos.ts';
import { makeFolder, quickScenario } from './test-io.ts';

// The program on a terminal of its own, and its outputs in pipes that somebody closes.

const endless = quickScenario().replace('at: 20ms', 'at: 60s').replace('timeout: 20s', 'timeout: 90s');

const readResults = (cwd: string) =>
  JSON.parse(readFileSync(path.join(cwd, 'wschaos-results/results.json'), 'utf8')) as RunResult;

const erase = '\r\u001b[2K';

describe('on a terminal', () => {
  test('one line is painted again and again, and gone behind the table', async () => {
    const cwd = makeFolder({ 'quick.yaml': quickScenario() });
    const session = spawnOnTerminal(['run', 'quick.yaml'], cwd);
    expect(await session.ended).toBe(0);
    const [painted = '', table = ''] = session.screen.split(`${erase}wschaos 0.1.0`);
    expect(painted.startsWith(`${erase}quick  0/2`)).toBe(true);
    expect(painted).not.toContain('\n');
    expect(table).toContain('✓ pass');
    expect(table).not.toContain(erase);
  });

  test('--no-progress paints nothing', async () => {
    const cwd = makeFolder({ 'quick.yaml': quickScenario() });
    const session = spawnOnTerminal(['run', 'quick.yaml', '--no-progress'], cwd);
    expect(await session.ended).toBe(0);
    expect(session.screen).not.toContain(erase);
  });

  test('Ctrl-C ends a run in good order, though the terminal tells every process of it', async () => {
    const cwd = makeFolder({ 'quick.yaml': endless });
    const session = spawnOnTerminal(['run', 'quick.yaml'], cwd);
    await session.shows('quick  0/2');
    session.type(ctrlC);
    expect(await session.ended).toBe(130);
    expect(session.screen).toContain(`${erase}Stopping: the faults are lifted`);
    expect(readResults(cwd).interrupted).toBe(true);
  });

  test('--watch runs again when the scenario changes, waits on a mistake, and ends with Ctrl-C', async () => {
    const cwd = makeFolder({ 'quick.yaml': quickScenario() });
    const write = (text: string) => writeFileSync(path.join(cwd, 'quick.yaml'), text);
    const session = spawnOnTerminal(['run', 'quick.yaml', '--watch'], cwd);
    await session.shows('✓ pass');
    await session.shows('waiting for a change of 1 file; Ctrl-C ends');
    write(quickScenario().replace('expect:', 'expct:'));
    await session.shows(/---- \d\d:\d\d:\d\d {2}quick\.yaml changed -+/);
    await session.shows('unknown key "expct"');
    await session.shows('waiting for a change');
    write(endless);
    await session.shows('changed ---');
    await session.shows('quick  0/2');
    write(quickScenario('', 'attempts.max < 1'));
    await session.shows('Stopping: a file changed.');
    await session.shows('changed ---');
    await session.shows('✗ FAIL');
    await session.shows('waiting for a change');
    session.type(ctrlC);
    expect(await session.ended).toBe(130);
    expect(readResults(cwd)).toMatchObject({ interrupted: false, cases: [{ status: 'fail' }] });
  }, 60_000);
});

describe('in a pipe', () => {
  test('--watch prints a table a run, and what it waits for on stderr', async () => {
    const cwd = makeFolder({ 'quick.yaml': quickScenario() });
    const { child, prints, ended } = spawnWschaos(['run', '-w', '--reporter', 'plain', '.'], { cwd });
    await prints('waiting for a change');
    writeFileSync(path.join(cwd, 'quick.yaml'), quickScenario('', 'attempts.max < 1'));
    await prints('FAIL quick');
    child.kill('SIGTERM');
    const { code, stdout, stderr } = await ended;
    expect(code).toBe(143);
    expect(stdout).toMatch(/^pass quick[\s\S]*^FAIL quick/m);
    expect(stderr).toMatch(/^waiting for a change of 1 file; Ctrl-C ends\n\n---- .*quick\.yaml changed -+$/m);
  });

  test('--watch waits for a first scenario, and reads a reporter of the user anew', async () => {
    const cwd = makeFolder({ 'mine.mjs': "export default () => 'old report\\n';" });
    const { child, prints, ended } = spawnWschaos(['run', '-w', '--reporter', './mine.mjs'], { cwd });
    await prints('waiting for a change of 1 file');
    mkdirSync(path.join(cwd, 'scenarios'));
    writeFileSync(path.join(cwd, 'scenarios/quick.yaml'), quickScenario());
    await prints('old report');
    await prints('waiting for a change of 2 files');
    writeFileSync(path.join(cwd, 'mine.mjs'), "export default () => 'new report\\n';");
    await prints('new report');
    child.kill('SIGTERM');
    expect((await ended).stderr).toMatch(/mine\.mjs changed -+$/m);
  });

  test('--watch of what would lie below a file tells that it is not there, and waits', async () => {
    const cwd = makeFolder({ 'quick.yaml': quickScenario() });
    const { child, prints, ended } = spawnWschaos(['run', '-w', 'quick.yaml/a/b.yaml'], { cwd });
    await prints('waiting for a first file');
    child.kill('SIGTERM');
    const { code, stderr } = await ended;
    expect([code, stderr]).toEqual([143, expect.stringContaining('there is no such file')]);
    expect(stderr).not.toContain('defect');
  });

  test.each([
    ['run', ['run', 'quick.yaml', '--reporter', 'jsonl']],
    ['run --watch', ['run', 'quick.yaml', '--watch', '-q']],
    ['list', ['list', 'builtin:all']],
    ['faults', ['faults']],
    ['validate', ['validate', 'bad.yaml']],
    ['compare', ['compare', 'a.json', 'a.json']],
    ['report', ['report', 'a.json']],
    ['schema', ['schema']],
    ['--help', ['--help']],
  ])('%s ends quietly when nobody reads on', async (name, argv) => {
    const cwd = makeFolder({ 'quick.yaml': quickScenario(), 'bad.yaml': 'nonsense' });
    if (argv.includes('a.json')) {
      const made = spawnWschaos(['run', 'quick.yaml', '--save-baseline', 'a.json', '-r', '2', '-q'], { cwd });
      expect((await made.ended).code).toBe(0);
    }
    const { child, ended } = spawnWschaos(argv, { cwd });
    child.stdout.destroy();
    const { code, signal, stderr } = await ended;
    expect([code, signal]).toEqual([name === 'validate' ? 2 : name === 'compare' ? expect.any(Number) : 0, null]);
    expect(stderr).not.toMatch(/EPIPE| {4}at |defect/);
    if (name === 'run') expect(readResults(cwd).interrupted).toBe(false);
  });
});
