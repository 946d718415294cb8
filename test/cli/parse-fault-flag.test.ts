import { expect, test } from 'vitest';
import { parseFaultFlag } from '../../src/cli/parse-fault-flag.ts';

test.each([
  ['a type alone', 'reset', { fault: 'reset' }],
  ['options', 'drop:frames=pong,for=5s', { fault: 'drop', for: '5s', with: { frames: 'pong' } }],
  ['numbers', 'reject:status=503,probability=0.5', { fault: 'reject', probability: 0.5, with: { status: 503 } }],
  [
    'lists and maps',
    'drop:frames=[ping, pong],when={event: message, nth: 4}',
    { fault: 'drop', when: { event: 'message', nth: 4 }, with: { frames: ['ping', 'pong'] } },
  ],
  ['quoted commas', 'close:reason="a,b=c",code=1012', { fault: 'close', with: { reason: 'a,b=c', code: 1012 } }],
  ['a colon in a value', "reject:location='ws://a:1/'", { fault: 'reject', with: { location: 'ws://a:1/' } }],
])('a fault may have %s', (_what, text, expected) => {
  expect(parseFaultFlag(text)).toEqual(expected);
});

test.each([
  ['no type', ':a=b', '--fault ":a=b": "" is no fault type'],
  ['a key without a value', 'drop:frames', '--fault "drop:frames": "frames" is not KEY=VALUE'],
  ['a value without a key', 'drop:=pong', '--fault "drop:=pong": "=pong" is not KEY=VALUE'],
  ['a key twice', 'drop:for=1s,for=2s', '--fault "drop:for=1s,for=2s": "for" stands twice'],
  ['half a list', 'drop:frames=[ping', '--fault "drop:frames=[ping": "[ping" is not a YAML value'],
])('a fault is refused with %s', (_what, text, message) => {
  expect(() => parseFaultFlag(text)).toThrow(message);
});
