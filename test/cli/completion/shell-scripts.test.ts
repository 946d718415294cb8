import { execFile } from 'node:child_process';
import { chmodSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, test } from 'vitest';
import { shellScripts } from '../../../src/cli/completion/shell-scripts.ts';
import { requireDebianPackage, zsh } from '../../support/debian-packages.ts';
import { nodeCommand, root } from '../spawn-wschaos.ts';
import { makeFolder } from '../test-io.ts';

/** A folder whose `wschaos` is this one, from the source. */
function install(files: Readonly<Record<string, string>> = {}): string {
  const { command, argv } = nodeCommand([path.join(root, 'bin/wschaos.js')]);
  const words = [command, ...argv].map((word) => `'${word}'`).join(' ');
  const folder = makeFolder({ wschaos: `#!/bin/sh\nexec ${words} "$@"\n`, ...files });
  chmodSync(path.join(folder, 'wschaos'), 0o755);
  return folder;
}

async function runShell(shell: string, script: string, folder: string): Promise<readonly string[]> {
  const env = { ...process.env, PATH: `${folder}:${process.env.PATH}` };
  const argv = shell === 'bash' ? ['--norc', '-c', script] : ['-f', '-c', script];
  const { stdout, stderr } = await promisify(execFile)(shell, argv, { cwd: folder, env });
  expect(stderr).toBe('');
  return stdout.trim().split('\n');
}

describe('bash', () => {
  /** As readline calls it: the function that is bound to the command, with the line up to the cursor. */
  const press = (line: string) => `eval "$(wschaos completion bash)"
    complete -p wschaos | grep -q -- '-F _wschaos_completion' || exit 1
    COMP_LINE='${line}' COMP_POINT=${line.length}
    _wschaos_completion wschaos
    printf '%s\\n' "\${COMPREPLY[@]}"`;

  test.each([
    ['a command', 'wschaos tol', ['tolerance']],
    ['what stands behind a colon', 'wschaos run builtin:half', ['half-open']],
    ['what stands behind an equals sign', 'wschaos run --reporter=pl', ['plain']],
    ['both, up to the last', 'wschaos run --target=builtin:ec', ['echo']],
    ['a file', 'wschaos run a', ['a.yaml']],
    ['nothing, so that bash names files', 'wschaos run --output a', ['']],
  ])('completes %s', async (_what, line, expected) => {
    expect(await runShell('bash', press(line), install({ 'a.yaml': '' }))).toEqual(expected);
  });
});

describe('zsh', () => {
  beforeAll(() => requireDebianPackage(zsh));

  /** Its completion system works only in its editor: what it would be told is printed. */
  const press = (words: string) => `compdef() { print -r -- "compdef $*" }
    compadd() { print -rl -- "$@" }
    _files() { print files }
    eval "$(wschaos completion zsh)"
    words=(${words}) CURRENT=\${#words}
    _wschaos_completion`;

  test.each([
    ['a command', 'wschaos tol', ['--', 'tolerance']],
    ['a bundled scenario, the whole word', 'wschaos run builtin:half', ['--', 'builtin:half-open']],
    ['a folder, with no space behind it', 'wschaos run sc', ['-S', '', '--', 'scenarios/']],
    ['nothing, so that zsh names files', 'wschaos run --output a', ['files']],
  ])('completes %s', async (_what, words, expected) => {
    const folder = install({ 'scenarios.txt': '' });
    await promisify(execFile)('mkdir', [path.join(folder, 'scenarios')]);
    const [bound, ...told] = await runShell('zsh', press(words), folder);
    expect(bound).toBe('compdef _wschaos_completion wschaos');
    expect(told).toEqual(expected);
  });

  test('takes the script from a folder of functions, too', () => {
    expect(shellScripts.zsh).toMatch(/^#compdef wschaos\n/);
  });
});
