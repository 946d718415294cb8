import process from 'node:process';
import { WschaosError } from '../base/error.ts';
import type { EndSignal, Io, TextOutput } from './io.ts';
import { letGoOfTerminals } from './let-go-of-terminals.ts';
import { listenForKeys } from './listen-for-keys.ts';
import { systemErrorText } from './system-error-text.ts';

/** What a program leaves behind may take so long to end by itself. */
const lingerMs = 1000;

/**
 * The io of this very process. A pipe that was closed at its other end is no error: what is written goes nowhere. Any other
 * failure of stdout is `output.failed`, told to `onStray`, else thrown by `write` or told to `onDefect`; of one of stderr nobody
 * could be told.
 */
export function createProcessIo(): Io {
  const readerGone: (() => void)[] = [];
  let claim: ExitClaim | undefined;
  let dealsWith: (error: unknown, isRejection: boolean) => boolean = () => false;
  letGoOfTerminals();
  return {
    stdout: wrapStream(process.stdout, (error) => {
      if (!isEnding(error, process.stdout)) {
        const why = `cannot write to stdout: ${systemErrorText(error)}`;
        const failure = new WschaosError('output.failed', why, { cause: error });
        if (dealsWith(failure, false)) return;
        throw failure;
      }
      for (const listener of readerGone.splice(0)) listener();
    }),
    stderr: wrapStream(process.stderr, () => {}),
    env: process.env,
    cwd: process.cwd(),
    onSignal(listener) {
      const signals: readonly EndSignal[] = ['SIGHUP', 'SIGINT', 'SIGTERM'];
      for (const signal of signals) process.on(signal, listener);
      return () => {
        for (const signal of signals) process.off(signal, listener);
      };
    },
    onReaderGone: (listener) => void readerGone.push(listener),
    onKey: listenForKeys,
    onStray(listener) {
      dealsWith = listener;
    },
    onDefect(listener) {
      process.on('uncaughtException', (error, origin) => {
        if (!dealsWith(error, origin === 'unhandledRejection')) listener(error);
      });
    },
    endThough: (tell) => endLater(tell),
    claimExitCode(code, tell = () => {}) {
      if (claim === undefined) process.once('exit', () => endAs(claim));
      claim = { code, tell };
    },
    exit(code) {
      claim = { code, tell() {} };
      process.exit(code);
    },
  };
}

interface ExitClaim {
  readonly code: number;
  readonly tell: () => void;
}

/** Node takes the code that is set last, also where `process.exit` was called with another. */
function endAs(claim: ExitClaim | undefined): void {
  if (claim === undefined) return;
  claim.tell();
  process.exitCode = claim.code;
}

/** The timer keeps nothing alive itself. What a slow reader has not read yet is waited for. */
function endLater(tell: () => void): void {
  setTimeout(() => {
    if (process.stdout.writableLength + process.stderr.writableLength > 0) {
      endLater(tell);
      return;
    }
    tell();
    process.exit();
  }, lingerMs).unref();
}

/** What a write to a closed pipe gives; a terminal that went away gives EIO. */
function isEnding({ code }: NodeJS.ErrnoException, { isTTY }: NodeJS.WriteStream): boolean {
  return code === 'EPIPE' || code === 'ERR_STREAM_DESTROYED' || (code === 'EIO' && isTTY);
}

function wrapStream(stream: NodeJS.WriteStream, onFailure: (error: NodeJS.ErrnoException) => void): TextOutput {
  let gone = false;
  const fail = (error: NodeJS.ErrnoException): void => {
    if (gone) return;
    gone = true;
    onFailure(error);
  };
  stream.on('error', fail);
  return {
    write(text) {
      if (gone) return;
      try {
        stream.write(text);
      } catch (error) {
        // Streams to files write at once, and throw.
        fail(error as NodeJS.ErrnoException);
      }
    },
    isTerminal: stream.isTTY === true,
    get columns() {
      // A terminal that does not know its width says 0.
      return stream.columns > 0 ? stream.columns : readColumns(process.env.COLUMNS);
    },
  };
}

function readColumns(text: string | undefined): number | undefined {
  return text !== undefined && /^0*[1-9]\d{0,5}$/.test(text) ? Number(text) : undefined;
}
