import { describe, expect, test } from 'vitest';
import { completeLine } from '../../../src/cli/completion/complete-line.ts';
import { commands } from '../../../src/cli/index.ts';
import { makeFolder } from '../test-io.ts';

const folder = () => makeFolder({ 'a.yaml': '', 'b.yml': '', 'c.txt': '' });
const complete = (line: string) => completeLine(line, commands, folder());

describe('the last word of a line becomes', () => {
  test.each([
    ['a command', 'wschaos li', ['list']],
    ['one of two commands', 'wschaos co', ['compare', 'completion']],
    ['an option of all', 'wschaos --h', ['--help']],
    ['an option', 'wschaos run --rep', ['--repeat', '--reporter']],
    ['an option that can be denied', 'wschaos run --no-p', ['--no-progress']],
    ['an option of another name of the command', 'wschaos merge --sa', ['--save-baseline']],
    ['no option twice', 'wschaos run --repeat 2 --rep', ['--reporter']],
    ['an option twice that may be repeated', 'wschaos run --tag a --ta', ['--target', '--tag']],
    ['the value of an option', 'wschaos run --trace o', ['on', 'off']],
    ['that of its letter', 'wschaos run -t builtin:e', ['builtin:echo']],
    ['that behind an equals sign', 'wschaos run --trace=f', ['--trace=failures']],
    ['nothing where the value may be anything', 'wschaos run --seed ', []],
    ['a scenario file', 'wschaos run ./', []],
    ['one of the first argument', 'wschaos run a', ['a.yaml']],
    ['one behind another', 'wschaos run a.yaml b', ['b.yml', 'builtin:']],
    ['one behind an option that takes none', 'wschaos run -q a', ['a.yaml']],
    ['one behind the value of an option', 'wschaos run --repeat 2 a', ['a.yaml']],
    ['one behind the end of the options', 'wschaos run -- a', ['a.yaml']],
    ['a fault', 'wschaos faults dro', ['drop']],
    ['nothing where no argument is left', 'wschaos faults drop la', []],
    ['nothing for a command that is none', 'wschaos rnu a', []],
    ['a command, by a path', './node_modules/.bin/wschaos sel', ['selftest']],
    ['a command, behind an assignment', 'FORCE_COLOR=1 wschaos sel', ['selftest']],
  ])('%s', (_what, line, expected) => {
    const found = complete(line);
    if (line.endsWith('./')) expect(found).toEqual(['./a.yaml', './b.yml']);
    else expect(found).toEqual(expected);
  });

  test('any command where none is begun', () => {
    expect(complete('wschaos ')).toEqual(commands.map(({ name }) => name));
  });
});
