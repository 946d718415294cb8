import { describe, expect, test } from 'vitest';
import { clientEventKinds } from '../../../src/base/client-event.ts';
import { parseClientEventLine } from '../../../src/runner/subject/client-event-line.ts';

const window = { from: 1_000, to: 2_000 };

describe('a line of a client', () => {
  test.each(clientEventKinds)('is an event: %s', (ev) => {
    expect(parseClientEventLine(JSON.stringify({ ev }), window)).toEqual({ event: { ev, t: 2_000 }, flaws: [] });
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
    expect(parseClientEventLine(line, window).event).toBeUndefined();
  });

  test('keeps code, cause and err, and nothing else', () => {
    const line = '{"ev": "close", "code": 1006, "cause": "tcp.reset", "err": "ECONNRESET", "more": 1}';
    expect(parseClientEventLine(line, window).event).toEqual({
      ev: 'close',
      code: 1006,
      cause: 'tcp.reset',
      err: 'ECONNRESET',
      t: 2_000,
    });
  });

  test('leaves out members of an unexpected type', () => {
    const line = '{"ev": "close", "code": "1006", "cause": 7, "err": {}}';
    expect(parseClientEventLine(line, window).event).toEqual({ ev: 'close', t: 2_000 });
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
    expect(parseClientEventLine(`{"ev": "open", "t": ${t}}`, window).event?.t).toBe(expected);
  });
});

describe('the author of a client is told of', () => {
  const kinds = 'connecting, open, ready, message, loss, close, error, giveup';
  const name = (given: string, help: string): string => `"${given}", which the client tells, is no event${help}`;
  const stamp = (what: string): string => `"t" of an event of the client ${what}: it counts from when it was read`;
  const clock = 'does not lie in its life on CLOCK_MONOTONIC, in nanoseconds';
  const unit = 'is not in whole nanoseconds, as text or as a number';
  const named = 'a line of the client is no event: it must be named by "ev", as in {"ev": "open"}';
  const broken = 'a line of the client that begins like an event is no JSON, and counts as log';
  test.each([
    ['a misspelt name', '{"ev": "opend"}', name('opend', ' (did you mean "open"?)')],
    ['a name in capitals', '{"ev": "Ready"}', name('Ready', ' (did you mean "ready"?)')],
    ['the name that a library has for it', '{"ev": "connected"}', name('connected', ' (did you mean "open"?)')],
    ['a name like none', '{"ev": "subscribed"}', name('subscribed', `; events are ${kinds}`)],
    ['a name that every object has', '{"ev": "constructor"}', name('constructor', `; events are ${kinds}`)],
    ['a name that is no text', '{"ev": ["open"]}', named],
    ['another key for the name', '{"event": "open"}', named],
    ['the time of day', '{"ev": "open", "t": "1760000000000000000"}', stamp(clock)],
    ['seconds', '{"ev": "open", "t": 1.5}', stamp(clock)],
    ['a stamp with a unit', '{"ev": "open", "t": "1500ms"}', stamp(unit)],
    ['what Python prints of a dictionary', "{'ev': 'open'}", broken],
    ['two events on a line', '{"ev": "open"}{"ev": "ready"}', broken],
    ['half an event', '{"ev": "open"', broken],
    [
      'an error that is no text',
      '{"ev": "error", "err": {}}',
      '"err" of an event of the client is not a text, and is left out',
    ],
    [
      'a code that is text',
      '{"ev": "close", "code": "1006"}',
      '"code" of an event of the client is not a whole number, and is left out',
    ],
  ])('%s', (_what, line, expected) => {
    expect(parseClientEventLine(line, window).flaws).toEqual([expected]);
  });

  test.each([
    ['an ordinary line', 'connected to {"ev": "open"}'],
    ['a log in JSON', '{"level": "info", "event": "request"}'],
    ['a dictionary', "{'a': 1}"],
    ['members that are null', '{"ev": "loss", "t": null, "code": null, "cause": null, "err": null}'],
  ])('nothing in %s', (_what, line) => {
    expect(parseClientEventLine(line, window).flaws).toEqual([]);
  });
});
