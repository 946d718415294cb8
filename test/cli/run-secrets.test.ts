import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { describe, expect, test } from 'vitest';
import { main } from '../../src/cli/main.ts';
import { realClock } from '../../src/runner/real-clock.ts';
import { startServer } from '../../src/server/start-server.ts';
import { createTestIo, makeFolder, quickScenario } from './test-io.ts';

const reporters = 'table,junit,markdown,github,prometheus';

/** All that a run has written anywhere. */
async function everythingOf(argv: readonly string[], scenario: string): Promise<string> {
  const cwd = makeFolder({ 'quick.yaml': scenario, 'summary.md': '' });
  const env = { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: path.join(cwd, 'summary.md') };
  const io = createTestIo({ cwd, env });
  await main(['run', 'quick.yaml', '--trace', 'on', '-v', ...argv], io);
  const folder = path.join(cwd, 'wschaos-results');
  const names = existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: 'utf8' }) : [];
  const files = names.filter((name) => /\.\w+$/.test(name)).map((name) => path.join(folder, name));
  const texts = [...files, env.GITHUB_STEP_SUMMARY].map((file) => readFileSync(file, 'utf8'));
  return [io.stdout.text, io.stderr.text, ...texts].join('\n');
}

const failing = quickScenario('', 'attempts.max < 1');

/** Tells its secrets, and dials nobody. */
const talkative = (() => {
  const said = 'fatal: token=TSECRET of ws://u:PASSW@h/?q=QSECRET, Cookie: sid=CSECRET';
  const program = `console.error(${JSON.stringify(said)}); process.exit(7)`;
  const command = JSON.stringify([process.execPath, '-e', program]);
  return quickScenario().replace(/client:\n.*\n.*\n/, `client: { type: command, command: ${command} }\n`);
})();

describe.each([
  ['reporters', reporters],
  ['live events', 'jsonl'],
  ['JSON', 'json'],
])('with %s', (_what, names) => {
  test.each<[string, (url: string) => readonly string[], string]>([
    ['of a target whose client fails', (url) => ['-t', url], failing],
    ['of a target that is not there', (url) => ['-t', url.replace(/:\d+\//, ':1/')], failing],
    ['that a client prints', () => [], talkative],
  ])('a secret %s stands nowhere', async (_where, argvFor, scenario) => {
    await using target = await startServer({ kind: 'echo', clock: realClock });
    const { port } = new URL(target.url);
    const argv = argvFor(`ws://user:PASSW@127.0.0.1:${port}/?token=QSECRET#key=FSECRET`);
    const text = await everythingOf([...argv, '--reporter', names], scenario);
    expect(text.match(/.{0,60}(?:PASSW|[QCFT]SECRET).{0,30}/g)).toBeNull();
    expect(text).toContain('redacted');
  });
});

test('who replays puts the secrets of the target in again', async () => {
  await using target = await startServer({ kind: 'echo', clock: realClock });
  const secret = target.url.replace('ws://', 'ws://user:PASSW@').replace(/\/?$/, '/?token=QSECRET');
  const text = await everythingOf(['-t', secret], failing);
  const shown = secret.replace('user:PASSW', 'redacted').replace('QSECRET', 'redacted');
  expect(text).toContain(`--target '${shown}' --trace on  # put in the secret for "redacted"\n`);
});

test.each<[string, (url: string) => readonly string[], string]>([
  ['of the target', (url) => ['-t', url.replace('ws://', 'ws://user:PASSW@')], failing],
  ['that a client prints', () => [], talkative],
])('with --no-redact secrets %s are shown', async (_where, argvFor, scenario) => {
  await using target = await startServer({ kind: 'echo', clock: realClock });
  const text = await everythingOf([...argvFor(target.url), '--no-redact', '--reporter', reporters], scenario);
  expect(text).toContain('PASSW');
  expect(text).not.toMatch(/redacted[@\s]/);
});
