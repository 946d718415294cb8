import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Clock } from '../../../src/base/clock.ts';
import { listSources } from '../../../src/cli/watch/list-sources.ts';
import { createSourceWatch } from '../../../src/cli/watch/source-watch.ts';
import { realClock } from '../../../src/runner/real-clock.ts';
import { createManualClock } from '../../support/manual-clock.ts';
import { makeFolder } from '../test-io.ts';

/** Watches the YAML files of a folder, whichever there are. */
function watchFolder(clock = realClock, files: Readonly<Record<string, string>> = { 'a.yaml': 'a' }) {
  const folder = makeFolder(files);
  const file = (name: string): string => path.join(folder, name);
  const list = () => ({
    files: [...new Set(['a.yaml', ...readdirSync(folder).filter((name) => name.endsWith('.yaml'))])].map(file),
    folders: [],
  });
  const watch = createSourceWatch({ list, clock });
  onTestFinished(watch.close);
  const names = (changed: readonly string[]) => changed.map((one) => path.basename(one));
  return { watch, file, next: () => watch.next().then(names) };
}

describe('a change is told', () => {
  test.each([
    ['a file is written', (file: (name: string) => string) => writeFileSync(file('a.yaml'), 'b'), ['a.yaml']],
    [
      'an editor writes another file and renames it',
      (file: (name: string) => string) => {
        writeFileSync(file('a.yaml~'), 'b');
        renameSync(file('a.yaml~'), file('a.yaml'));
      },
      ['a.yaml'],
    ],
    [
      'an editor moves the old file away first',
      (file: (name: string) => string) => {
        renameSync(file('a.yaml'), file('a.bak'));
        writeFileSync(file('a.yaml'), 'b');
      },
      ['a.yaml'],
    ],
    ['a file goes away', (file: (name: string) => string) => rmSync(file('a.yaml')), ['a.yaml']],
    ['a file comes', (file: (name: string) => string) => writeFileSync(file('b.yaml'), ''), ['b.yaml']],
  ])('when %s, and the next one too', async (_what, change, expected) => {
    const { file, next } = watchFolder();
    const first = next();
    change(file);
    expect(await first).toEqual(expected);
    const second = next();
    writeFileSync(file('a.yaml'), 'c');
    expect(await second).toEqual(['a.yaml']);
  });
});

test.each([
  ['names', 'old.yaml', 'new.yaml'],
  ['no longer names', 'new.yaml', 'old.yaml'],
])('one file that is written is told alone, also where it %s another that was there', async (_what, before, after) => {
  const folder = makeFolder({ 'old.yaml': '', 'new.yaml': '', 'a.yaml': before });
  const file = (name: string): string => path.join(folder, name);
  const list = () => ({ files: [file('a.yaml'), file(readFileSync(file('a.yaml'), 'utf8') || before)], folders: [] });
  const watch = createSourceWatch({ list, clock: realClock });
  onTestFinished(watch.close);
  const next = watch.next();
  writeFileSync(file('a.yaml'), after);
  expect(await next).toEqual([file('a.yaml')]);
});

/** Whether something was told by now. */
async function isTold(next: Promise<unknown>): Promise<boolean> {
  return (await Promise.race([next, Promise.resolve('nothing')])) !== 'nothing';
}

describe('without a word of the file system', () => {
  test('what became another is seen within a second, once it is looked for', async () => {
    const clock = createManualClock();
    const { watch, file, next } = watchFolder(clock, {});
    const told = next();
    clock.advance(5000);
    expect(await isTold(told)).toBe(false);
    watch.lookOften();
    clock.advance(1000);
    expect(await isTold(told)).toBe(false);
    writeFileSync(file('a.yaml'), 'a');
    clock.advance(1000);
    expect(await told).toEqual(['a.yaml']);
  });

  test('a file that is saved as it was is no other one', async () => {
    const clock = createManualClock();
    const { watch, file, next } = watchFolder(clock);
    const told = next();
    watch.lookOften();
    writeFileSync(file('a.yaml'), 'a');
    clock.advance(2000);
    expect(await isTold(told)).toBe(false);
  });

  test('nothing is left to run after its end', () => {
    const clock = createManualClock();
    const { watch, next } = watchFolder(clock);
    void next();
    watch.lookOften();
    watch.close();
    expect(clock.pending).toBe(0);
  });
});

describe('where scenarios are looked for', () => {
  /** Watches what is below `scenarios`, as `wschaos run --watch` does; changes are told from the folder on. */
  function watchScenarios(names: readonly string[], files: readonly string[] = [], clock: Clock = realClock) {
    const cwd = makeFolder({ 'a.yaml': 'version: 1' });
    const write = (name: string): void => {
      mkdirSync(path.dirname(path.join(cwd, name)), { recursive: true });
      writeFileSync(path.join(cwd, name), 'version: 1');
    };
    for (const name of files) write(name);
    const watch = createSourceWatch({ list: () => listSources(names, { cwd, env: {} }), clock });
    onTestFinished(watch.close);
    const next = () => watch.next().then((changed) => changed.map((one) => path.relative(cwd, one)));
    return { cwd, write, next };
  }

  test.each([
    ['in the folder, which was not there', [], [], 'scenarios/b.yaml'],
    ['beside a folder with one', [], ['scenarios/a/x.yaml'], 'scenarios/b.yaml'],
    ['in a new folder below', [], ['scenarios/a/x.yaml'], 'scenarios/a/sub/deep/c.yaml'],
    ['where a pattern looks', ['scenarios/*/*.yaml'], ['scenarios/a/x.yaml'], 'scenarios/b/x.yaml'],
  ])('a file is told of that comes %s', async (_what, names, files, name) => {
    const { write, next } = watchScenarios(names, files);
    const told = next();
    write(name);
    expect(await told).toEqual([name]);
  });

  test('and so is one that comes later into a folder that came empty', async () => {
    const clock = createManualClock();
    let hear = (): void => {};
    const listening: Clock = {
      ...clock,
      schedule(at, run) {
        hear();
        return clock.schedule(at, run);
      },
    };
    const { cwd, write, next } = watchScenarios([], ['scenarios/a/x.yaml'], listening);
    const settle = async (change: () => void): Promise<void> => {
      const heard = new Promise<void>((resolve) => {
        hear = resolve;
      });
      change();
      await heard;
      clock.advance(100);
    };
    const told = next();
    await settle(() => mkdirSync(path.join(cwd, 'scenarios/a/sub')));
    expect(await isTold(told)).toBe(false);
    await settle(() => write('scenarios/a/sub/c.yaml'));
    expect(await told).toEqual(['scenarios/a/sub/c.yaml']);
  });

  test('and one that comes into a folder that went and came again', async () => {
    const { cwd, write, next } = watchScenarios([], ['scenarios/sub/c.yaml']);
    const first = next();
    rmSync(path.join(cwd, 'scenarios/sub'), { recursive: true });
    expect(await first).toEqual(['scenarios/sub/c.yaml']);
    const second = next();
    write('scenarios/sub/d.yaml');
    expect(await second).toEqual(['scenarios/sub/d.yaml']);
  });

  test('what would lie below a file is looked for all the same', async () => {
    const { cwd, write, next } = watchScenarios(['a.yaml/b/c.yaml']);
    const told = next();
    rmSync(path.join(cwd, 'a.yaml'));
    write('a.yaml/b/c.yaml');
    expect(await told).toEqual(['a.yaml/b/c.yaml']);
  });
});
