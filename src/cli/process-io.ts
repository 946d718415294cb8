import process from 'node:process';
import type { EndSignal, Io, TextOutput } from './io.ts';

/** The io of this very process. A pipe that was closed at its other end is no error: what is written goes nowhere. */
export function createProcessIo(): Io {
  const readerGone: (() => void)[] = [];
  return {
    stdout: wrapStream(process.stdout, () => {
      for (const listener of readerGone.splice(0)) listener();
    }),
    stderr: wrapStream(process.stderr, () => {}),
    env: process.env,
    cwd: process.cwd(),
    onSignal(listener) {
      const signals: readonly EndSignal[] = ['SIGINT', 'SIGTERM'];
      for (const signal of signals) process.on(signal, listener);
      return () => {
        for (const signal of signals) process.off(signal, listener);
      };
    },
    onReaderGone: (listener) => void readerGone.push(listener),
    onDefect: (listener) => void process.on('uncaughtException', listener),
    exit: (code) => process.exit(code),
  };
}

/** What a write to a closed pipe gives; a terminal that went away gives EIO. */
const endings: readonly (string | undefined)[] = ['EPIPE', 'EIO', 'ERR_STREAM_DESTROYED'];

function wrapStream(stream: NodeJS.WriteStream, onGone: () => void): TextOutput {
  let gone = false;
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (!endings.includes(error.code)) throw error;
    if (gone) return;
    gone = true;
    onGone();
  });
  return {
    write(text) {
      if (!gone) stream.write(text);
    },
    isTerminal: stream.isTTY === true,
    get columns() {
      // A terminal that does not know its width says 0.
      return stream.columns > 0 ? stream.columns : undefined;
    },
  };
}
