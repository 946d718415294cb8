import { describe, expect, test } from 'vitest';
import { parseEnvelope } from '../../src/base/envelope.ts';
import { formatAcknowledgement, parseRequest } from '../../src/server/acknowledge.ts';

const envelope = { c: 'a', g: 2, s: 7, t: '123' };

describe('a request is', () => {
  test.each(['up', 'ready'] as const)('an envelope of the kind %s', (k) => {
    expect(parseRequest(JSON.stringify({ ...envelope, k }))).toEqual({ ...envelope, k });
  });

  test.each([
    ['an envelope of the server', JSON.stringify({ ...envelope, k: 'down' })],
    ['an acknowledgement', JSON.stringify({ ...envelope, k: 'ack' })],
    ['other JSON', '{"hello":1}'],
    ['other text', 'stop'],
    ['bytes', new TextEncoder().encode(JSON.stringify({ ...envelope, k: 'up' }))],
  ])('not %s', (_title, data) => {
    expect(parseRequest(data)).toBeUndefined();
  });
});

test.each([
  ['with its data', { d: { hi: [1] } }],
  ['without any', {}],
])('it is answered by client, generation and sequence, and what it was, %s', (_title, data) => {
  const text = formatAcknowledgement({ ...envelope, k: 'up', ...data }, 1_500.25);
  expect(parseEnvelope(text)).toEqual({ ...envelope, k: 'ack', a: 'up', t: '1500250000', ...data });
});
