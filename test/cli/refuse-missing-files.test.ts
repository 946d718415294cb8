import { describe, expect, test } from 'vitest';
import { main } from '../../src/cli/main.ts';
import { createTestIo, makeFolder, quickScenario } from './test-io.ts';

const withClient = (client: string): string =>
  quickScenario()
    .replace('tags: [fast, ci]', 'tags: [extra]')
    .replace(/client:\n.*\n.*\n/, `client: ${client}\n`);

const files = {
  'a.yaml': withClient('{ type: module, module: ./heartbaet.mjs }').replace('name: quick', 'name: other'),
  'b.yaml': quickScenario(),
  'server.yaml': quickScenario().replace(/target: .*/, 'target: { command: [./sever], url: "ws://127.0.0.1:9" }'),
  'tls.yaml': quickScenario().replace(/(target: .*)/, '$1\nlisten: { tls: { cert: ./cert.pem, key: ./key.pem } }'),
  'heartbeat.mjs': 'throw new Error("not this one");',
};

const missingClient = 'client: { type: module, module: ./heartbaet.mjs }\n';

async function run(...argv: readonly string[]) {
  const io = createTestIo({ cwd: makeFolder(files) });
  const code = await main([...argv], io);
  return { code, stdout: io.stdout.text, stderr: io.stderr.text };
}

describe('a file that a scenario names and that is not there is bad input', () => {
  test.each([
    ['run', ['run', 'a.yaml', 'b.yaml']],
    ['run, which is only to say what it would do', ['run', 'a.yaml', '--dry-run']],
    ['tolerance', ['tolerance', 'a.yaml']],
    ['validate', ['validate', 'a.yaml', 'b.yaml']],
  ])('for %s: exit code 2 and a code frame', async (_what, argv) => {
    const { code, stdout, stderr } = await run(...argv);
    expect(code).toBe(2);
    const text = stdout + stderr;
    expect(text).toContain('module: ./heartbaet.mjs');
    expect(text).toContain('^^^^^^^^^^^^^^^');
    expect(text).toContain('there is no client module "./heartbaet.mjs" (did you mean "heartbeat.mjs"?)');
    expect(text).toContain('1 problem');
  });

  test('not where the case is not chosen', async () => {
    const { code } = await run('run', 'a.yaml', 'b.yaml', '--not-tag', 'extra', '--dry-run');
    expect(code).toBe(0);
  });

  test('nor where cases are only listed', async () => {
    expect(await run('list', 'a.yaml')).toMatchObject({ code: 0, stdout: expect.stringContaining('other') });
  });

  test.each([
    ['the target', ['server.yaml'], 'there is no program "./sever"'],
    ['the certificate', ['tls.yaml'], 'there is no certificate "./cert.pem"'],
  ])('for proxy, where it is %s', async (_what, [file = ''], problem) => {
    const { code, stderr } = await run('proxy', '--scenario', file);
    expect([code, stderr]).toEqual([2, expect.stringContaining(problem)]);
  });

  test('not for proxy where it is what the proxy does without', async () => {
    const cwd = makeFolder({ ...files, 'all.yaml': files['tls.yaml'].replace(/client:\n.*\n.*\n/, missingClient) });
    const io = createTestIo({ cwd });
    const ended = main(['proxy', 'builtin:echo', '--scenario', 'all.yaml', '--tls', 'self-signed'], io);
    await io.stdout.lineWith('wss://');
    io.signal('SIGTERM');
    expect(await ended).toBe(0);
  });
});
