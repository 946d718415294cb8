import { expect, test } from 'vitest';
import { shellScripts } from '../../src/cli/completion/shell-scripts.ts';
import { main } from '../../src/cli/main.ts';
import { createTestIo } from './test-io.ts';

async function use(argv: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const io = createTestIo({ env });
  const code = await main(argv, io);
  return { code, stdout: io.stdout.text, stderr: io.stderr.text };
}

test.each([
  ['that is named', ['zsh'], { SHELL: '/bin/bash' }, shellScripts.zsh],
  ['that the user has', [], { SHELL: '/usr/bin/bash' }, shellScripts.bash],
])('the script is that of the shell %s', async (_what, argv, env, expected) => {
  expect(await use(['completion', ...argv], env)).toEqual({ code: 0, stdout: expected, stderr: '' });
});

test.each([
  ['another shell', ['fish'], {}, 'wschaos: expected bash or zsh, got "fish"\n'],
  ['one that is nearly right', ['bsh'], {}, 'wschaos: expected bash or zsh, got "bsh" (did you mean "bash"?)\n'],
  ['another shell of the user', [], { SHELL: '/bin/fish' }, 'wschaos: expected bash or zsh, SHELL is "fish"\n'],
])('there is none for %s', async (_what, argv, env, message) => {
  expect(await use(['completion', ...argv], env)).toEqual({ code: 2, stdout: '', stderr: message });
});

test('what a shell asks for is answered a line each', async () => {
  expect(await use(['--get-completions', 'wschaos run --tra'])).toEqual({
    code: 0,
    stdout: '--trace\n--trace-payload\n',
    stderr: '',
  });
  expect(await use(['--get-completions'])).toMatchObject({ code: 0 });
});
