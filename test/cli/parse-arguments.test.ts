import { describe, expect, test } from 'vitest';
import { commands } from '../../src/cli/index.ts';
import { parseArguments } from '../../src/cli/parse-arguments.ts';

const parse = (...argv: string[]) => parseArguments(argv, commands, 80);

function argsOf(...argv: string[]): Readonly<Record<string, unknown>> {
  const request = parse(...argv);
  return request.kind === 'command' ? request.args : {};
}

describe('arguments', () => {
  test.each([
    ['files between options', ['run', 'a', '--tag', 'x', 'b'], { files: ['a', 'b'], tag: ['x'] }],
    ['a repeated option', ['run', '--tag', 'x', '--tag', 'y,z'], { files: [], tag: ['x', 'y,z'] }],
    ['letters', ['run', '-qr', '3', '-t', 'ws://a'], { files: [], quiet: true, repeat: '3', target: 'ws://a' }],
    ['an equals sign', ['run', '--seed=7'], { files: [], seed: '7' }],
    ['numbers as they are written', ['run', '007', '--seed', '1e3'], { files: ['007'], seed: '1e3' }],
    ['what is turned off', ['run', '--no-color', '--no-progress'], { files: [], color: false, progress: false }],
    ['files that look like options', ['run', 'a', '--', '-b'], { files: ['a', '-b'] }],
    ['an option before the command', ['--color', 'list', 'a'], { files: ['a'], color: true }],
    ['a positional', ['faults', 'drop'], { name: 'drop' }],
  ])('may have %s', (_what, argv, expected) => {
    expect(argsOf(...argv)).toEqual(expected);
  });

  test.each([
    [
      'an unknown command',
      ['prxy'],
      `unknown command "prxy" (did you mean "proxy"?); there are ${commands.map(({ name }) => name).join(', ')}`,
    ],
    ['an unknown option', ['run', '--tagret', 'x'], 'unknown option "--tagret" (did you mean "--target"?)'],
    ['an option of another command', ['list', '--repeat', '3'], 'unknown option "--repeat"'],
    ['an unknown letter', ['run', '-z'], 'unknown option "-z"'],
    ['an unknown option with no', ['run', '--no-repeat'], 'unknown option "--no-repeat"'],
    ['an option named like a member of every object', ['run', '--constructor', 'x'], 'unknown option "--constructor"'],
    ['an option without its value', ['run', '--repeat'], '--repeat needs a value: So many iterations'],
    ['an option twice', ['run', '-r', '1', '-r', '2'], '--repeat was given 2 times; it takes one value'],
    ['a flag with a value', ['run', '--quiet=yes'], '--quiet takes no value'],
    ['an argument too many', ['faults', 'drop', 'close'], 'unexpected argument "close"'],
    ['options alone', ['--color'], 'which command?'],
  ])('are refused with %s', (_what, argv, message) => {
    expect(() => parse(...argv)).toThrow(message);
  });
});

test('a command may go by another name', () => {
  const [one, other] = [parse('report', 'a', 'b'), parse('merge', 'a', 'b')];
  expect(other).toEqual(one);
});

describe('the help', () => {
  const helpOf = (...argv: string[]): string => {
    const request = parse(...argv);
    return request.kind === 'text' ? request.text : '';
  };

  test('lists every command with its summary', () => {
    const text = helpOf('--help').replace(/\s+/g, ' ');
    for (const { name, summary } of commands) {
      expect(text).toContain(`wschaos ${name}`);
      expect(text).toContain(summary);
    }
  });

  test.each(
    commands.map((command) => [command.name, command] as const),
  )('of %s lists options, examples and exit codes', (name, { options, examples }) => {
    const text = helpOf(name, '-h');
    for (const option of Object.keys(options)) expect(text).toContain(`--${option}`);
    expect(text).toContain('Examples:');
    expect(text).toContain('Exit codes:');
    expect(examples.length).toBeGreaterThan(0);
  });

  test.each(
    commands.flatMap(({ examples }) => examples.map(([example]) => [example])),
  )('its example can be parsed: %s', (example) => {
    const words = [...example.matchAll(/'([^']*)'|(\S+)/g)].map((match) => match[1] ?? match[2] ?? '');
    const redirected = words.indexOf('>');
    const argv = words.slice(1, redirected < 0 ? undefined : redirected);
    expect(parse(...argv).kind).toBe('command');
  });

  test('no line is wider than asked for', () => {
    const wide = helpOf('run', '--help')
      .split('\n')
      .filter((line) => line.length > 80);
    expect(wide).toEqual([]);
  });

  test('the version is that of the package', () => {
    expect(helpOf('--version')).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});
