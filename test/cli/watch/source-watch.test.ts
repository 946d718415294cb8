import { readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createSourceWatch } from '../../../src/cli/watch/source-watch.ts';
import { realClock } from '../../../src/runner/real-clock.ts';
import { createManualClock } from '../../support/manual-clock.ts';
import { makeFolder } from '../test-io.ts';

/** Watches the YAML files of a folder, whichever there are. */
function watchFolder(clock = realClock, files: Readonly<Record<string, string>> = { 'a.yaml': 'a' }) {
  const folder = makeFolder(files);
  const file = (name: string): string => path.join(folder, name);
  const list = () =>
    [...new Set(['a.yaml', ...readdirSync(folder).filter((name) => name.endsWith('.yaml'))])].map(file);
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
