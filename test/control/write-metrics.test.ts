import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import { writeMetrics } from '../../src/control/write-metrics.ts';
import { startClient } from '../fixtures/reconnecting-client.ts';
import { startApi } from './start-api.ts';

interface Family {
  readonly name: string;
  readonly metrics: readonly { readonly value: string; readonly labels: Readonly<Record<string, string>> }[];
}

const require = createRequire(import.meta.url);
const parsePrometheus: (text: string) => readonly Family[] = require('parse-prometheus-text-format');

test('what the proxies did is told in base units, and Prometheus understands it', async () => {
  await using api = await startApi();
  const session = api.registry.get('chat');
  // One that breaks its link because the machine is busy has none that the fault could meet.
  await using _client = startClient(api.proxyUrl, { heartbeatMs: 300 });
  await expect.poll(() => session.totals.toClient.frames).toBeGreaterThan(1);
  session.inject({ fault: 'blackhole', connections: 'existing' });
  await expect.poll(() => session.counts).toMatchObject({ detected: 1, reopened: 1 });
  const families = parsePrometheus(writeMetrics(api.registry.list()));
  const figureOf = (name: string, direction?: string): number => {
    const { metrics = [] } = families.find((one) => one.name === `wschaos_${name}`) ?? {};
    const found = metrics.find(({ labels }) => direction === undefined || labels.direction === direction);
    expect(found?.labels).toMatchObject({ proxy: 'chat' });
    return Number(found?.value);
  };
  expect(figureOf('proxy_enabled')).toBe(1);
  expect(figureOf('websockets_opened_total')).toBe(2);
  expect(figureOf('frames_total', 'to-server')).toBeGreaterThan(1);
  expect(figureOf('frame_bytes_total', 'to-client')).toBeGreaterThan(10);
  expect([figureOf('faults_active'), figureOf('faults_thrown_total')]).toEqual([1, 1]);
  expect([figureOf('detections_total'), figureOf('reopened_total')]).toEqual([1, 1]);
  expect(figureOf('detection_seconds_total')).toBeLessThan(10);
});

test('without a proxy there is nothing but the names', () => {
  expect(
    writeMetrics([])
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#')),
  ).toEqual([]);
});
