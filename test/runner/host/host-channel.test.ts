import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Duplex } from 'node:stream';
import { describe, expect, onTestFinished, test } from 'vitest';
import { readLines } from '../subject/programs.ts';
import { channelProgram } from './channel-program.ts';

function start(onOrder: string, onGone?: string) {
  const { command, cwd } = channelProgram(onOrder, onGone);
  const [program = '', ...args] = command;
  const child = spawn(program, args, { cwd, stdio: ['ignore', 'ignore', 'inherit', 'pipe'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  const pipe = child.stdio[3];
  if (!(pipe instanceof Duplex)) throw new Error('there is no pipe');
  return { child, pipe, lines: readLines(pipe), ended: once(child, 'exit') };
}

describe('the channel to who started this process', { timeout: 60_000 }, () => {
  test('carries one JSON line for each order and each report', async () => {
    const { pipe, lines } = start('tell([order]); tell({ more: true });');
    expect(await lines.next()).toBe('"up"');
    pipe.write('{"a":');
    pipe.write('1}\n');
    expect([await lines.next(), await lines.next()]).toEqual(['[{"a":1}]', '{"more":true}']);
  });

  test('holds nobody up who reports more than is read', async () => {
    const { pipe, lines } = start(
      `for (let i = 0; i < 400; i++) tell('x'.repeat(1000));
       setImmediate(() => tell({ done: true }));`,
    );
    await lines.next();
    pipe.write('1\n');
    for (let i = 0; i < 400; i++) expect(await lines.next()).toHaveLength(1_002);
    expect(await lines.next()).toBe('{"done":true}');
  });

  test.each([
    ['when the other side is gone', 'pipe'],
    ['by SIGTERM', 'signal'],
  ] as const)('tells once %s that no more is wanted', async (_what, how) => {
    const { child, pipe, lines, ended } = start('', `process.exitCode = (process.exitCode ?? 40) + 1;`);
    await lines.next();
    if (how === 'signal') child.kill('SIGTERM');
    pipe.destroy();
    expect(await ended).toEqual([41, null]);
  });
});
