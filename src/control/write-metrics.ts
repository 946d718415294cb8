import type { ProxySession } from '../runner/session/proxy-session.ts';

type Sample = readonly [labels: Readonly<Record<string, string>>, value: number];

/** What the proxies did, in the text format of Prometheus: base units, counters since each proxy began. */
export function writeMetrics(sessions: readonly ProxySession[]): string {
  const each = (read: (session: ProxySession) => readonly Sample[]): readonly Sample[] =>
    sessions.flatMap((session) => read(session).map(([labels, value]) => [{ proxy: session.name, ...labels }, value]));
  const flows = (unit: 'frames' | 'bytes') =>
    each(({ totals }) => [
      [{ direction: 'to-server' }, totals.toServer[unit]],
      [{ direction: 'to-client' }, totals.toClient[unit]],
    ]);
  return [
    family(
      'proxy_enabled',
      'gauge',
      '1 where its port is open.',
      each(({ enabled }) => [[{}, enabled ? 1 : 0]]),
    ),
    family(
      'connections',
      'gauge',
      'Connections that are up.',
      each((one) => [[{}, one.connections().length]]),
    ),
    family(
      'connections_accepted_total',
      'counter',
      'Connections that were accepted.',
      each(({ totals }) => [[{}, totals.accepted]]),
    ),
    family(
      'websockets_opened_total',
      'counter',
      'Handshakes that were answered by 101.',
      each(({ totals }) => [[{}, totals.opened]]),
    ),
    family('frames_total', 'counter', 'Whole frames that came from their sender.', flows('frames')),
    family('frame_bytes_total', 'counter', 'Their bytes, headers included.', flows('bytes')),
    family(
      'faults_active',
      'gauge',
      'Faults that act.',
      each((one) => [[{}, one.faults().filter(({ state }) => state === 'active').length]]),
    ),
    family(
      'faults_thrown_total',
      'counter',
      'Faults that were thrown in.',
      each((one) => [[{}, one.counts.thrown]]),
    ),
    family(
      'detections_total',
      'counter',
      'Connections that a fault broke and whose client showed that it knows.',
      each((one) => [[{}, one.counts.detected]]),
    ),
    family(
      'detection_seconds_total',
      'counter',
      'How long those clients took, together.',
      each((one) => [[{}, one.counts.detectionMs / 1_000]]),
    ),
    family(
      'reopened_total',
      'counter',
      'Connections that took the place of one that a fault broke.',
      each((one) => [[{}, one.counts.reopened]]),
    ),
  ].join('');
}

function family(name: string, type: 'gauge' | 'counter', help: string, samples: readonly Sample[]): string {
  const lines = samples.map(([labels, value]) => {
    // The names of proxies have nothing to escape.
    const pairs = Object.entries(labels).map(([key, text]) => `${key}="${text}"`);
    return `wschaos_${name}{${pairs.join(',')}} ${value}\n`;
  });
  return `# HELP wschaos_${name} ${help}\n# TYPE wschaos_${name} ${type}\n${lines.join('')}`;
}
