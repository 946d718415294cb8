import { describe, expect, test } from 'vitest';
import { main } from '../../src/cli/main.ts';
import type { BehaviourResult } from '../../src/runner/selftest/run-selftest.ts';
import { createTestIo } from './test-io.ts';

async function selftest(...argv: readonly string[]) {
  const io = createTestIo();
  const code = await main(['selftest', ...argv], io);
  return { code, stdout: io.stdout.text, stderr: io.stderr.text };
}

describe('wschaos selftest', () => {
  test('finds nothing but the declared differences, and tells what the machine can do', {
    timeout: 120_000,
  }, async () => {
    const { code, stdout, stderr } = await selftest();
    expect(stdout).not.toMatch(/DIFFERENT|UNMEASURED/);
    expect([code, stderr]).toEqual([0, '']);
    const [sum, machine] = stdout.trimEnd().split('\n').slice(-2);
    const [, all, same, inherent] =
      /^(\d+) behaviours: (\d+) the same, (\d+) inherent, 0 different$/.exec(sum ?? '') ?? [];
    expect(Number(all)).toBeGreaterThanOrEqual(100);
    expect(Number(same) + Number(inherent)).toBe(Number(all));
    expect(machine).toMatch(
      /^event loop late by p50 .+, p99 .+; timers late by p50 .+, p99 .+: this machine can measure$/,
    );
  });

  test('does one group only, or one behaviour', async () => {
    const { code, stdout } = await selftest('-g', '^close: 10(00|12)');
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /^close\n {2}same {8}1000 Normal Closure\n {2}same {8}1012 Service Restart\n\n2 behaviours: 2 the same, 0 inherent, 0 different\n/,
    );
  });

  test('gives everything as JSON', async () => {
    const { code, stdout } = await selftest('--grep', 'unreachable server: a refused upgrade', '--json');
    expect(code).toBe(0);
    const { env, behaviours, machine } = JSON.parse(stdout);
    expect(env.node).toBe(process.versions.node);
    expect(behaviours.map(({ verdict, direct }: BehaviourResult) => [verdict, direct.client])).toEqual([
      ['inherent', ['refused']],
    ]);
    expect(machine).toEqual({
      loopDelayMs: { p50: expect.any(Number), p99: expect.any(Number) },
      timerLatenessMs: { p50: expect.any(Number), p99: expect.any(Number) },
      limitMs: 100_000,
      canMeasure: true,
    });
  });

  test('gives 3 on a machine that is too busy to measure', async () => {
    const io = { ...createTestIo(), loopDelayFloorMs: 0 };
    const code = await main(['selftest', '-g', 'close: no code'], io);
    expect(code).toBe(3);
    expect(io.stdout.text).toContain('this machine cannot measure now: above 0 µs an iteration is thrown away\n');
  });

  test.each([
    ['SIGHUP', 129],
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('ends in good order on %s, with %i', async (signal, expected) => {
    const io = createTestIo();
    const ended = main(['selftest'], io);
    await io.stdout.lineWith('a refused upgrade');
    io.signal(signal);
    expect(await ended).toBe(expected);
    expect(io.stdout.text).toMatch(/\d+ behaviours: /);
    expect(io.stdout.text).not.toContain('tcp://');
  });

  test.each([
    ['-g', 'no such behaviour', /^wschaos: none of the \d+ behaviours matches "no such behaviour"\n/],
    ['-g', '(', /^wschaos: --grep: "\(" is not a regular expression\n/],
  ])('refuses %s "%s"', async (flag, value, expected) => {
    const { code, stdout, stderr } = await selftest(flag, value);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(expected);
  });
});
