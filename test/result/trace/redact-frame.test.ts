import { expect, test } from 'vitest';
import { redactFrame } from '../../../src/result/trace/redact-frame.ts';
import type { TracedFrame } from '../../../src/result/trace/trace-line.ts';

const frame: TracedFrame = {
  ...{ t: 0, kind: 'frame', connection: 1, client: 1, direction: 'to-server', opcode: 'text', fin: true },
  ...{ length: 40, delivered: 1 },
};
const hexOf = (text: string): string => Buffer.from(text, 'utf8').toString('hex');
const cut = true;

test.each<[string, Partial<TracedFrame>, TracedFrame['payload']]>([
  ['a whole text', { payload: { text: '{"token":"s3cret","n":1}' } }, { text: '{"token":"redacted","n":1}' }],
  ['a text that is cut within it', { payload: { text: '{"token":"s3c', cut } }, { text: '{"token":"redacted', cut }],
  [
    'a text in a binary frame',
    { opcode: 'binary', payload: { text: 'password=s3cret' } },
    { text: 'password=redacted' },
  ],
  ['a URL that is cut before its host', { payload: { text: 'wss://me:s3c', cut } }, { text: 'wss://redacted', cut }],
  ['a fragment that ends in a URL', { fin: false, payload: { text: 'wss://me:s3c' } }, { text: 'wss://redacted' }],
  ['a continuation', { opcode: 'continuation', payload: { text: 'cret"}', cut } }, { text: 'redacted', cut }],
  ['a continuation in bytes', { opcode: 'continuation', payload: { hex: 'a9cafe' } }, { text: 'redacted' }],
  [
    'text with a corrupted byte',
    { payload: { hex: `ff${hexOf('token=s3cret')}`, cut } },
    { text: '\u{fffd}token=redacted', cut },
  ],
  [
    'the reason of a Close',
    { opcode: 'close', payload: { hex: `03e8${hexOf('?token=s3cret')}` } },
    { text: '?token=redacted' },
  ],
])('a secret is not shown in %s', (_what, given, payload) => {
  expect(redactFrame({ ...frame, ...given })).toEqual({ ...frame, ...given, payload });
});

test.each<[string, Partial<TracedFrame>]>([
  ['a text without a secret', { payload: { text: '{"seq":1}', cut } }],
  ['a URL with its port', { payload: { text: 'ws://127.0.0.1:80' } }],
  ['bytes', { opcode: 'binary', payload: { hex: hexOf('token=\u0000') } }],
  ['a corrupted text without a secret', { payload: { hex: 'ff00' } }],
  ['a Close without a reason', { opcode: 'close', payload: { hex: '03e8' } }],
  ['a continuation of which nothing was kept', { opcode: 'continuation', payload: { text: '', cut } }],
  ['no payload', {}],
])('left as it is: %s', (_what, given) => {
  expect(redactFrame({ ...frame, ...given })).toEqual({ ...frame, ...given });
});
