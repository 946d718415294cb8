import { Socket } from 'node:net';
import { createLineSplitter } from '../subject/line-splitter.ts';
import { channelDescriptor, maxChannelLineBytes } from './host-line.ts';

/** The end of the pipe to the process that started this one. */
export interface HostChannel<Report> {
  /** Never holds this process up: what the other side has not read yet waits in memory. */
  tell(report: Report): void;
}

/**
 * Takes orders from the process that started this one, one JSON line each; `onGone` is called once when that process is gone
 * or wants no more. Reports of one turn of the event loop go out together.
 */
export function openHostChannel<Order, Report>(
  onOrder: (order: Order) => void,
  onGone: () => void,
): HostChannel<Report> {
  // Not stdout, whose writes block on a pipe: a reader that is late would hold up what is measured here.
  const pipe = new Socket({ fd: channelDescriptor });
  const orders = createLineSplitter(maxChannelLineBytes, (bytes, start, end) =>
    onOrder(JSON.parse(bytes.toString('utf8', start, end))),
  );
  let waiting: string[] = [];
  const flush = (): void => {
    const lines = waiting.join('');
    waiting = [];
    if (pipe.writable) pipe.write(lines);
  };
  let isGone = false;
  const leave = (): void => {
    if (isGone) return;
    isGone = true;
    onGone();
  };
  pipe.on('data', orders.write);
  // One that broke says so by its end.
  pipe.on('error', () => {});
  pipe.once('end', leave).once('close', leave);
  process.on('SIGTERM', leave);

  return {
    tell(report) {
      if (waiting.length === 0) setImmediate(flush);
      waiting.push(`${JSON.stringify(report)}\n`);
    },
  };
}
