import { expect, test } from 'vitest';
import { parseModuleHostReport } from '../../../src/runner/subject/module-host-contract.ts';

test.each([
  ['that it is loaded', '{"host": "loaded"}', { host: 'loaded' }],
  ['why it is not', '{"host": "failed", "why": "it has none"}', { host: 'failed', why: 'it has none' }],
  ['nothing: why is missing', '{"host": "failed"}', undefined],
  ['nothing: another report', '{"host": "here"}', undefined],
  ['nothing: an event', '{"ev": "open"}', undefined],
  ['nothing: no object', '"host"', undefined],
  ['nothing: null', 'null', undefined],
  ['nothing: no JSON', '{host', undefined],
])('a line of the host says %s', (_what, line, report) => {
  expect(parseModuleHostReport(line)).toEqual(report);
});
