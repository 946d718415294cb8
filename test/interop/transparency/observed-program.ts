import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { End } from '../../../src/runner/selftest/observation.ts';
import type { Stage } from '../../../src/runner/selftest/stage.ts';

/** A Python program that prints what it sees. */
export interface ObservedProgram {
  /** Its first line, which is no observation but what the test must know. */
  readonly firstLine: Promise<string>;
  /** Waits until a line begins so, which is noted like every other. */
  untilLine(beginning: string): Promise<void>;
  /** Waits for its end. @throws with what it wrote to stderr when it fails */
  ended(): Promise<void>;
}

/** Starts a program of this folder with Debian's Python; every line that it prints is noted, the first one perhaps not. */
export function startProgram(
  stage: Stage,
  end: End,
  name: string,
  { args = [], announces = false }: { readonly args?: readonly string[]; readonly announces?: boolean } = {},
): ObservedProgram {
  const file = fileURLToPath(new URL(`./${name}`, import.meta.url));
  const child = spawn('/usr/bin/python3', [file, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  const closed = once(child, 'close') as Promise<[number | null]>;
  stage.own(async () => {
    child.kill('SIGKILL');
    await closed;
  });
  let errors = '';
  child.stderr.on('data', (chunk) => {
    errors += chunk;
  });
  const lines: string[] = [];
  const waiting = new Set<() => void>();
  const reader = createInterface(child.stdout);
  reader.on('line', (line) => {
    lines.push(line);
    if (!announces || lines.length > 1) stage.note(end, line);
    for (const look of waiting) look();
  });
  const readAll = once(reader, 'close');

  const untilLine = (beginning: string): Promise<void> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        if (lines.some((line) => line.startsWith(beginning))) resolve();
      };
      waiting.add(look);
      look();
      closed.then(() => reject(new Error(`${name} ended before it printed "${beginning}": ${errors}`)));
    });

  return {
    firstLine: untilLine('').then(() => lines[0] as string),
    untilLine,
    async ended() {
      const [code] = await closed;
      await readAll;
      if (code !== 0) throw new Error(`${name} ended with ${code}: ${errors}`);
    },
  };
}
