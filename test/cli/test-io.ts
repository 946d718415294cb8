import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import type { EndSignal, Io, TextOutput } from '../../src/cli/io.ts';

/** An output that keeps what it is given; `lineWith` waits for a line. */
export interface RecordedOutput extends TextOutput {
  readonly text: string;
  lineWith(text: string): Promise<string>;
}

export interface TestIo extends Io {
  readonly stdout: RecordedOutput;
  readonly stderr: RecordedOutput;
  /** What `exit` was called with. */
  readonly exits: readonly number[];
  /** The command listens for signals. */
  readonly listening: Promise<void>;
  /** As Ctrl-C and `kill` do. */
  signal(name: EndSignal): void;
  closeReader(): void;
  /** Whether somebody dealt with it before it became a defect. */
  failUncaught(error: unknown, isRejection?: boolean): boolean;
  /** As if something kept the process alive when the command is over. */
  linger(): void;
  /** As `process.exit` of somebody else does; gives the code that was claimed. */
  endFromOutside(): number | undefined;
  /** Whether keys are heard of; never where it is no terminal. */
  readonly hearsKeys: boolean;
  press(key: string): void;
}

export interface TestIoOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly isTerminal?: boolean;
  readonly columns?: number;
}

/** The io of a process that is none. The machine's noise does not disturb the measurement of tests. */
export function createTestIo({ cwd = '/', env = {}, isTerminal = false, columns }: TestIoOptions = {}): TestIo {
  const signals = new Set<(signal: EndSignal) => void>();
  const readers: (() => void)[] = [];
  const defects: ((error: unknown) => void)[] = [];
  let dealsWith: (error: unknown, isRejection: boolean) => boolean = () => false;
  const exits: number[] = [];
  const lingering: (() => void)[] = [];
  let claim: { readonly code: number; readonly tell: () => void } | undefined;
  const keys = new Set<(key: string) => void>();
  let tellListening = (): void => {};
  const listening = new Promise<void>((resolve) => {
    tellListening = resolve;
  });
  return {
    stdout: recordOutput(isTerminal, columns),
    stderr: recordOutput(isTerminal, columns),
    env,
    cwd,
    exits,
    listening,
    loopDelayFloorMs: 100_000,
    onSignal(listener) {
      signals.add(listener);
      tellListening();
      return () => void signals.delete(listener);
    },
    onReaderGone: (listener) => void readers.push(listener),
    onKey(listener) {
      if (!isTerminal) return undefined;
      keys.add(listener);
      return () => void keys.delete(listener);
    },
    get hearsKeys() {
      return keys.size > 0;
    },
    press(key) {
      for (const listener of keys) listener(key);
    },
    onStray(listener) {
      dealsWith = listener;
    },
    onDefect: (listener) => void defects.push(listener),
    endThough: (tell) => void lingering.push(tell),
    claimExitCode(code, tell = () => {}) {
      claim = { code, tell };
    },
    endFromOutside() {
      claim?.tell();
      return claim?.code;
    },
    exit: (code) => void exits.push(code),
    signal(name) {
      for (const listener of signals) listener(name);
    },
    closeReader() {
      for (const listener of readers) listener();
    },
    failUncaught(error, isRejection = false) {
      if (dealsWith(error, isRejection)) return true;
      for (const listener of defects) listener(error);
      return false;
    },
    linger() {
      for (const tell of lingering) tell();
    },
  };
}

export function recordOutput(isTerminal = false, columns?: number): RecordedOutput {
  let text = '';
  const waiting: (() => void)[] = [];
  return {
    isTerminal,
    columns,
    write(more) {
      text += more;
      for (const check of [...waiting]) check();
    },
    get text() {
      return text;
    },
    lineWith: (wanted) =>
      new Promise((resolve) => {
        const check = (): void => {
          const line = text
            .split('\n')
            .slice(0, -1)
            .find((one) => one.includes(wanted));
          if (line !== undefined) resolve(line);
        };
        waiting.push(check);
        check();
      }),
  };
}

/** A new folder with these files, gone after the test. */
export function makeFolder(files: Readonly<Record<string, string>> = {}): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'wschaos-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(folder, name), text);
  return folder;
}

/** A scenario that takes a fraction of a second: the server resets the connection. */
export function quickScenario(more = '', expectation = 'recovered == 100%'): string {
  return `version: 1
name: quick
tags: [fast, ci]
target: { builtin: echo }
client:
  type: reference
  reconnect: { backoff: fixed, initial: 20ms, max: 20ms }
faults:
  - fault: reset
    at: 20ms
repeat: { count: 2, maxInvalid: 1 }
timeout: 20s
expect:
  - ${expectation}
${more}`;
}
