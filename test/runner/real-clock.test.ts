import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import type { Clock } from '../../src/base/clock.ts';
import { createRealClock, realClock } from '../../src/runner/real-clock.ts';

/** Schedules a callback and tells by how many milliseconds it was late. */
const lateness = (clock: Clock, dueAt: number): Promise<number> =>
  new Promise((resolve) => void clock.schedule(dueAt, () => resolve(clock.now() - dueAt)));

describe('the real clock', () => {
  test('reads CLOCK_MONOTONIC in milliseconds', () => {
    const before = Number(process.hrtime.bigint()) / 1e6;
    const read = realClock.now();
    const after = Number(process.hrtime.bigint()) / 1e6;
    expect(read).toBeGreaterThanOrEqual(before);
    expect(read).toBeLessThanOrEqual(after);
  });

  test('runs nothing early, and is within a millisecond where the machine lets it', async () => {
    const clock = createRealClock();
    const start = clock.now();
    const late = await Promise.all(
      Array.from({ length: 2_000 }, (_, i) => lateness(clock, start + 20 + ((i * 0.137) % 300))),
    );
    late.sort((a, b) => a - b);
    expect(late[0]).toBeGreaterThanOrEqual(0);
    // Only the best is asserted from above: the others depend on what else the machine does.
    expect(late[0]).toBeLessThan(1);
  });

  test('runs callbacks by due time, and those of one instant in the order in which they were scheduled', async () => {
    const clock = createRealClock();
    const dueAt = clock.now() + 5;
    const order: string[] = [];
    clock.schedule(dueAt + 1, () => order.push('later'));
    clock.schedule(dueAt, () => order.push('first'));
    clock.schedule(dueAt, () => order.push('second'));
    await lateness(clock, dueAt + 2);
    expect(order).toEqual(['first', 'second', 'later']);
  });

  test('moves its timer forward when something earlier is scheduled', async () => {
    const clock = createRealClock();
    const cancel = clock.schedule(clock.now() + 3_600_000, () => {});
    expect(await lateness(clock, clock.now() + 2)).toBeGreaterThanOrEqual(0);
    cancel();
  });

  test('never runs a callback within the call that schedules it, even one that is overdue', async () => {
    const clock = createRealClock();
    let ran = false;
    const done = new Promise<void>((resolve) => {
      clock.schedule(clock.now() - 1_000, () => {
        ran = true;
        resolve();
      });
    });
    expect(ran).toBe(false);
    await done;
    expect(ran).toBe(true);
  });

  test('leaves input and output their turn while a callback keeps scheduling itself for now', async () => {
    const clock = createRealClock();
    let rounds = 0;
    let cancel = (): void => {};
    const again = (): void => {
      rounds += 1;
      cancel = clock.schedule(clock.now(), again);
    };
    again();
    await new Promise<void>((resolve) => void setImmediate(resolve));
    cancel();
    expect(rounds).toBeGreaterThan(0);
  });

  test('does not run what was cancelled, and cancelling twice harms nobody', async () => {
    const clock = createRealClock();
    const dueAt = clock.now() + 2;
    const ran: string[] = [];
    const cancel = clock.schedule(dueAt, () => ran.push('cancelled'));
    clock.schedule(dueAt, () => ran.push('kept'));
    cancel();
    cancel();
    await lateness(clock, dueAt + 1);
    expect(ran).toEqual(['kept']);
  });

  test('takes a due time beyond what setTimeout can hold', async () => {
    const clock = createRealClock();
    let ran = false;
    const cancel = clock.schedule(clock.now() + 2 ** 40, () => {
      ran = true;
    });
    await lateness(clock, clock.now() + 3);
    cancel();
    expect(ran).toBe(false);
  });
});

describe('a process with a real clock', () => {
  const module = fileURLToPath(new URL('../../src/runner/real-clock.ts', import.meta.url));
  const run = async (code: string): Promise<{ output: string; exit: number | null }> => {
    const source = `import { realClock as clock } from ${JSON.stringify(module)};\n${code}`;
    const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', source], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
    const [exit] = (await once(child, 'close')) as [number | null];
    return { output, exit };
  };

  test('stays alive until what is scheduled has run, and then ends by itself', async () => {
    expect(await run(`clock.schedule(clock.now() + 30, () => console.log('ran'));`)).toEqual({
      output: 'ran\n',
      exit: 0,
    });
  });

  test('ends when the last scheduled callback is cancelled', async () => {
    expect(await run(`clock.schedule(clock.now() + 3600e3, () => console.log('ran'))();`)).toEqual({
      output: '',
      exit: 0,
    });
  });

  test('still runs the others when one callback throws', async () => {
    const { output, exit } = await run(`
      const at = clock.now() + 5;
      process.once('uncaughtException', (error) => console.log('uncaught', error.message));
      clock.schedule(at, () => { throw new Error('boom'); });
      clock.schedule(at, () => console.log('ran'));`);
    expect({ output, exit }).toEqual({ output: 'uncaught boom\nran\n', exit: 0 });
  });
});
