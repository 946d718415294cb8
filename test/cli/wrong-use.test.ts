import { describe, expect, test } from 'vitest';
import { commands } from '../../src/cli/index.ts';
import { main } from '../../src/cli/main.ts';
import { createTestIo, makeFolder } from './test-io.ts';

async function use(argv: readonly string[]) {
  const io = createTestIo({ cwd: makeFolder() });
  const code = await main(argv, io);
  return { code, stdout: io.stdout.text, stderr: io.stderr.text };
}

/** What every wrong use of a command line has in common. */
async function refusalOf(argv: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await use(argv);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toMatch(/^wschaos: \S/);
  expect(stderr).not.toMatch(/\n {4}at |non-option|undefined/);
  return stderr.split('\n')[0] ?? '';
}

describe('without an argument that it needs', () => {
  test.each([
    ['run', [], 'there is no scenarios/**/*.{yaml,yml} in '],
    ['validate', [], 'there is no scenarios/**/*.{yaml,yml} in '],
    ['tolerance', [], 'there is no scenarios/**/*.{yaml,yml} in '],
    ['compare', [], 'missing argument <base>: results.json of before'],
    ['compare', ['a.json'], 'cannot read a.json: no such file or directory'],
    ['proxy', [], 'which target?'],
    ['explore', [], 'which target?'],
  ])('%s %j is refused', async (name, more, message) => {
    expect(await refusalOf([name, ...more])).toContain(`wschaos: ${message}`);
  });
});

describe('with one argument too many', () => {
  test.each([
    ['faults', ['drop', 'close'], 'close'],
    ['compare', ['a.json', 'b.json', 'c.json'], 'c.json'],
    ['proxy', ['builtin:echo', 'ws://127.0.0.1:1'], 'ws://127.0.0.1:1'],
    ['explore', ['builtin:echo', 'ws://127.0.0.1:1'], 'ws://127.0.0.1:1'],
    ['selftest', ['all'], 'all'],
    ['init', ['a', 'b'], 'b'],
    ['completion', ['bash', 'zsh'], 'zsh'],
    ['schema', ['trace', 'faults'], 'faults'],
  ])('%s %j is refused', async (name, more, extra) => {
    expect(await refusalOf([name, ...more])).toBe(`wschaos: unexpected argument "${extra}"`);
  });
});

describe('with an option that is nearly one of its own', () => {
  test.each([
    ['run', '--repaet', '--repeat'],
    ['list', '--tags', '--tag'],
    ['validate', '--colour', '--color'],
    ['faults', '--helo', '--help'],
    ['compare', '--metrics', '--metric'],
    ['proxy', '--lisen', '--listen'],
    ['explore', '--apii', '--api'],
    ['tolerance', '--serch', '--search'],
    ['selftest', '--jsn', '--json'],
    ['schema', '--colr', '--color'],
    ['report', '--reportr', '--reporter'],
    ['init', '--cli', '--ci'],
    ['completion', '--hlp', '--help'],
  ])('%s %s is refused', async (name, given, meant) => {
    expect(await refusalOf([name, given])).toBe(`wschaos: unknown option "${given}" (did you mean "${meant}"?)`);
  });

  test('has a row for every command', () => {
    expect(commands.map(({ name }) => name).sort()).toEqual(
      [
        'run',
        'list',
        'validate',
        'faults',
        'compare',
        'proxy',
        'explore',
        'report',
        'tolerance',
        'selftest',
        'init',
        'completion',
        'schema',
      ].sort(),
    );
  });
});

describe('with a value that is none', () => {
  test.each([
    ['run', ['--repeat', 'ten'], '--repeat: expected a whole number from 1 on, got "ten"'],
    ['run', ['--timeout', '5'], '--timeout: expected a duration such as "500ms" or "20s", got "5"'],
    ['run', ['--jobs', 'many'], '--jobs: expected a whole number or auto, got "many"'],
    ['run', ['--seed'], '--seed needs a value: Of all randomness; default 1 [WSCHAOS_SEED]'],
    ['run', ['-t', 'localhost'], '--target: '],
    ['run', ['--trace', 'failure'], '--trace: expected on, off or failures, got "failure" (did you mean "failures"?)'],
    ['schema', ['traces'], 'no schema "traces" (did you mean "trace"?)'],
    ['list', ['builtin:all', '-g', '('], '--grep: "(" is not a regular expression'],
    ['compare', ['a', 'b', '--tolerance', 'much'], '--tolerance: '],
    ['compare', ['a', 'b', '--metric', 'detecton'], '--metric: unknown metric "detecton" (did you mean "detection"?)'],
    ['faults', ['latncy'], 'unknown fault "latncy" (did you mean "latency"?)'],
    ['proxy', ['builtin:echo', '--listen', 'here'], '--listen: expected HOST:PORT, [::1]:PORT or PORT, got "here"'],
    ['proxy', ['builtin:echo', '--fault', 'drop'], 'missing key "frames" in --fault "drop"; expected one of '],
    ['proxy', ['builtin:ecko'], 'no built-in server "ecko" (did you mean "echo"?)'],
    ['tolerance', ['builtin:reset', '--search', 'pauses'], '--search: expected pause or bandwidth, got "pauses"'],
    ['tolerance', ['builtin:reset', '--min', '5'], '--min: expected a duration such as "500ms" or "20s", got "5"'],
    ['selftest', ['-g', '('], '--grep: "(" is not a regular expression'],
    ['selftest', ['--json=yes'], '--json takes no value'],
  ])('%s %j is refused', async (name, more, message) => {
    expect(await refusalOf([name, ...more])).toContain(message);
  });
});

describe('the help', () => {
  test.each(commands.map((command) => [command.name, command] as const))('of %s tells its exit codes', async (name, {
    exitCodes,
  }) => {
    const { code, stdout } = await use([name, '--help']);
    expect(code).toBe(0);
    const [, told = ''] = stdout.split('Exit codes:\n');
    const codes = told.split('\n').flatMap((line) => /^ {2}(\d[\d, ]*\d|\d) {2}/.exec(line)?.[1] ?? []);
    // A longer one goes on below the codes.
    for (const [, meaning] of exitCodes ?? []) expect(meaning.length).toBeLessThanOrEqual(62);
    expect(codes).toEqual(exitCodes?.map(([one]) => one) ?? ['0', '1', '2', '3', '129, 130, 143']);
  });
});
