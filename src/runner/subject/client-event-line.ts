import { type ClientEvent, clientEventKinds } from '../../base/client-event.ts';
import type { Instant } from '../../base/clock.ts';
import type { StampedClientEvent } from './subject.ts';

const nanosecondsPerMillisecond = 1e6;

/** When a line may have been written: since the client was started, and until the line was read. */
export interface LineWindow {
  readonly from: Instant;
  readonly to: Instant;
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function parseObject(line: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** `t` as clients write it: nanoseconds of `CLOCK_MONOTONIC`, as a decimal string, or as a number where the language allows. */
function parseStamp(value: unknown): Instant {
  if (typeof value === 'number') return value / nanosecondsPerMillisecond;
  return typeof value === 'string' && /^\d+$/.test(value) ? Number(value) / nanosecondsPerMillisecond : Number.NaN;
}

/**
 * Reads a line such as `{"ev": "loss", "cause": "ping.timeout", "t": "8123456789"}`; `undefined` for any other output. A
 * stamp outside of the window comes from another clock (the time of day, a program's own start): the event then happened
 * when it was read. Members of an unexpected type are left out.
 */
export function parseClientEventLine(line: string, window: LineWindow): StampedClientEvent | undefined {
  const value = parseObject(line);
  const ev = clientEventKinds.find((kind) => kind === value?.ev);
  if (value === undefined || ev === undefined) return undefined;
  const { code, cause, err } = value;
  const stamp = parseStamp(value.t);
  const event: ClientEvent = {
    ev,
    ...(Number.isInteger(code) ? { code: Number(code) } : {}),
    ...(typeof cause === 'string' ? { cause } : {}),
    ...(typeof err === 'string' ? { err } : {}),
  };
  return { ...event, t: stamp >= window.from && stamp <= window.to ? stamp : window.to };
}
