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

  test('rings an alarm once for the last time that it was set to, and again when it is set again', async () => {
    const clock = createRealClock();
    const rung: number[] = [];
    const alarm = clock.alarm(() => rung.push(clock.now()));
    const dueAt = clock.now() + 4;
    alarm.set(dueAt - 3);
    alarm.set(dueAt);
    await lateness(clock, dueAt + 1);
    expect(rung.map((t) => t >= dueAt)).toEqual([true]);
    alarm.set(clock.now() + 1);
    alarm.cancel();
    alarm.cancel();
    await lateness(clock, clock.now() + 3);
    expect(rung).toHaveLength(1);
    alarm.set(clock.now() - 1_000);
    expect(rung).toHaveLength(1);
    await lateness(clock, clock.now());
    expect(rung).toHaveLength(2);
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

describe('catching up', () => {
  /** Keeps the loop busy until an instant has passed. */
  const passBy = (clock: Clock, instant: number): void => {
    while (clock.now() <= instant);
  };

  test('runs what is due at once, in order, and nothing that is not due', () => {
    const clock = createRealClock();
    const dueAt = clock.now() + 1;
    const ran: string[] = [];
    clock.schedule(dueAt, () => ran.push('second'));
    clock.schedule(dueAt - 0.5, () => ran.push('first'));
    const cancel = clock.schedule(dueAt + 3_600_000, () => ran.push('later'));
    passBy(clock, dueAt);
    clock.catchUp();
    expect(ran).toEqual(['first', 'second']);
    cancel();
  });

  test('runs nothing twice, and the timer still serves what comes later', async () => {
    const clock = createRealClock();
    const dueAt = clock.now() + 1;
    let runs = 0;
    clock.schedule(dueAt, () => {
      runs += 1;
    });
    passBy(clock, dueAt);
    clock.catchUp();
    clock.catchUp();
    expect(await lateness(clock, dueAt + 2)).toBeGreaterThanOrEqual(0);
    expect(runs).toBe(1);
  });

  test('within a callback does nothing: each runs to its end before the next', () => {
    const clock = createRealClock();
    const dueAt = clock.now() + 1;
    const log: string[] = [];
    clock.schedule(dueAt, () => {
      log.push('first begins');
      clock.catchUp();
      log.push('first ends');
    });
    clock.schedule(dueAt, () => log.push('second'));
    passBy(clock, dueAt);
    clock.catchUp();
    expect(log).toEqual(['first begins', 'first ends', 'second']);
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
