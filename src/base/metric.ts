/** What a metric's numbers are: milliseconds, a count, or a share between 0 and 1. */
export type MetricUnit = 'duration' | 'count' | 'share';

/** One row of the metric table of the README. */
export interface MetricDefinition {
  readonly name: string;
  readonly unit: MetricUnit;
  /** One line: the definition. */
  readonly summary: string;
}

/**
 * Every metric that an expectation may name. `schedule.K` stands for `schedule.0`, `schedule.1`, … The names are API:
 * scenario files, `results.json` and the README use them.
 */
export const metrics = [
  {
    name: 'detection',
    unit: 'duration',
    summary: 'detected − injected: how long the client believed a dead link was alive',
  },
  { name: 'close', unit: 'duration', summary: 'closed − detected: how long the client hung on to the dead socket' },
  { name: 'reconnect', unit: 'duration', summary: 'open − detected: close stall, backoff and connect' },
  {
    name: 'recovery',
    unit: 'duration',
    summary: 'ready − max(lifted, injected): how fast the client is back once the world is healthy',
  },
  { name: 'outage', unit: 'duration', summary: 'ready − injected: what the user feels' },
  { name: 'attempts', unit: 'count', summary: 'connection attempts in (injected, ready]' },
  { name: 'interval', unit: 'duration', summary: 'the gaps between successive attempts' },
  { name: 'schedule.K', unit: 'duration', summary: 'attempt[K] − detected: the backoff curve' },
  { name: 'recovered', unit: 'share', summary: 'share of the iterations that reached ready before the timeout' },
  { name: 'messages.lost', unit: 'count', summary: 'messages that were accepted and never delivered, both directions' },
  { name: 'messages.duplicated', unit: 'count', summary: 'messages that were delivered twice, both directions' },
  { name: 'messages.reordered', unit: 'count', summary: 'messages that came after a later one, both directions' },
  { name: 'spurious', unit: 'count', summary: 'reconnects or closes by the client under a benign fault or none' },
  { name: 'tolerance', unit: 'duration', summary: 'the longest benign pause without a reconnect, found by bisection' },
  { name: 'connects.peak100ms', unit: 'count', summary: 'most attempts in any window of 100 ms, all clients' },
  { name: 'connects.peak1s', unit: 'count', summary: 'most attempts in any window of 1 s, all clients' },
  { name: 'connects.peak100ms.lifted', unit: 'count', summary: 'connects.peak100ms of the attempts after lifted' },
  { name: 'connects.peak1s.lifted', unit: 'count', summary: 'connects.peak1s of the attempts after lifted' },
  {
    name: 'fleet.back50',
    unit: 'duration',
    summary: 'from max(lifted, injected) until half of the clients that lost their link are ready; for several clients',
  },
  { name: 'fleet.back95', unit: 'duration', summary: 'the same, until 95 % of them are ready' },
  { name: 'fleet.back100', unit: 'duration', summary: 'the same, until all of them are ready' },
  {
    name: 'amplification',
    unit: 'count',
    summary: 'attempts in (injected, ready] for each client that lost its link; for several clients',
  },
  { name: 'sockets.max', unit: 'count', summary: 'most simultaneous connections of one client' },
  {
    name: 'server.detection',
    unit: 'duration',
    summary: 'the server closes or resets an affected connection − injected',
  },
  {
    name: 'noise.loop',
    unit: 'duration',
    summary: 'p99 event-loop delay of the measuring process; of several, of the worst',
  },
  { name: 'noise.max', unit: 'duration', summary: 'the longest event-loop delay: any single instant may be so late' },
] as const satisfies readonly MetricDefinition[];

/** The definition behind a name in an expectation (`schedule.6` finds `schedule.K`), or `undefined`. */
export function findMetric(name: string): MetricDefinition | undefined {
  const family = /^schedule\.\d+$/.test(name) ? 'schedule.K' : name;
  return metrics.find((metric) => metric.name === family && (metric.name !== 'schedule.K' || name !== family));
}
