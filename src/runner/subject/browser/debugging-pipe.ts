import type { Readable, Writable } from 'node:stream';
import type { ConnectOverCDPTransport } from 'playwright-core';

const ignore = (): void => {};

/**
 * Chromium's `--remote-debugging-pipe` for Playwright: JSON messages, each ended by a NUL, on a pipe to the browser and on one
 * from it.
 */
export function createDebuggingPipe(toBrowser: Writable, fromBrowser: Readable): ConnectOverCDPTransport {
  /** The beginning of a message whose end has not come yet. */
  let held: Buffer[] = [];
  let isClosed = false;
  let onClose: () => void = ignore;

  const close = (): void => {
    if (isClosed) return;
    isClosed = true;
    held = [];
    onClose();
  };

  const transport: ConnectOverCDPTransport = {
    send(message) {
      if (toBrowser.writable) toBrowser.write(`${JSON.stringify(message)}\0`);
    },
    close,
    get onclose() {
      return onClose;
    },
    // Playwright begins to listen a while after it was given the transport: the browser may have ended by then.
    set onclose(listener) {
      // It stops listening by `undefined`, whatever its types say.
      onClose = listener ?? ignore;
      if (isClosed) setImmediate(onClose);
    },
  };

  fromBrowser.on('data', (chunk: Buffer) => {
    let start = 0;
    for (let end = chunk.indexOf(0); end >= 0 && !isClosed; end = chunk.indexOf(0, start)) {
      const text = Buffer.concat([...held, chunk.subarray(start, end)]).toString('utf8');
      held = [];
      start = end + 1;
      const message = parseMessage(text);
      if (message === undefined) close();
      else transport.onmessage?.(message);
    }
    if (start < chunk.length && !isClosed) held.push(chunk.subarray(start));
  });
  fromBrowser.once('end', close);
  fromBrowser.once('close', close);
  return transport;
}

/** `undefined`: what wrote this is no Chromium. To throw in a listener would end the whole run. */
function parseMessage(text: string): object | undefined {
  try {
    const message: unknown = JSON.parse(text);
    return typeof message === 'object' && message !== null ? message : undefined;
  } catch {
    return undefined;
  }
}
