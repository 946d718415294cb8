import { describe, expect, test } from 'vitest';
import { clientEventKinds } from '../../../src/base/client-event.ts';
import { parseClientEventLine } from '../../../src/runner/subject/client-event-line.ts';

const window = { from: 1_000, to: 2_000 };

describe('a line of a client', () => {
  test.each(clientEventKinds)('is an event: %s', (ev) => {
    expect(parseClientEventLine(JSON.stringify({ ev }), window)).toEqual({ ev, t: 2_000 });
  });

  test.each([
    ['no JSON', 'connected to {"ev": "open"}'],
    ['broken JSON', '{"ev": "open"'],
    ['a list', '["open"]'],
    ['null', 'null'],
    ['an object without ev', '{"level": "info"}'],
    ['an unknown kind of event', '{"ev": "opened"}'],
    ['an event whose kind is no text', '{"ev": ["open"]}'],
    ['nothing', ''],
  ])('is no event: %s', (_what, line) => {
    expect(parseClientEventLine(line, window)).toBeUndefined();
  });

  test('keeps code, cause and err, and nothing else', () => {
    const line = '{"ev": "close", "code": 1006, "cause": "tcp.reset", "err": "ECONNRESET", "more": 1}';
    expect(parseClientEventLine(line, window)).toEqual({
      ev: 'close',
      code: 1006,
      cause: 'tcp.reset',
      err: 'ECONNRESET',
      t: 2_000,
    });
  });

  test('leaves out members of an unexpected type', () => {
    const line = '{"ev": "close", "code": "1006", "cause": 7, "err": {}}';
    expect(parseClientEventLine(line, window)).toEqual({ ev: 'close', t: 2_000 });
  });

  test.each([
    ['nanoseconds as a decimal string', '"1500250000"', 1_500.25],
    ['nanoseconds as a number', '1500250000', 1_500.25],
    ['the start of the window', '"1000000000"', 1_000],
    ['the time of day, which is another clock', '"1760000000000000000"', 2_000],
    ["a program's own clock, which started at 0", '"12"', 2_000],
    ['an empty text', '""', 2_000],
    ['a text with a unit', '"1500ms"', 2_000],
    ['a fraction in a text', '"1500250000.5"', 2_000],
    ['null', 'null', 2_000],
  ])('is stamped by %s', (_what, t, expected) => {
    expect(parseClientEventLine(`{"ev": "open", "t": ${t}}`, window)?.t).toBe(expected);
  });
});
