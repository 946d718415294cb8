import { describe, expect, it } from 'vitest';
import { livesOn } from '../../src/result/lives-on.ts';
import type { ClientMarks } from '../../src/result/mark-client.ts';
import type { Observation } from '../../src/result/observation.ts';
import { message } from './stream.ts';

const timeout = { t: 9000, reason: 'timeout', why: undefined } as const;

function marksWith(readyAt: readonly number[]): ClientMarks {
  const old = [
    {
      ...{ connection: 1, client: 1, accepted: 10, opened: 20, rejected: null, readyAt },
      ...{ clientSigns: [], serverSigns: [], clientEnded: null, closed: null, gone: null },
    },
  ];
  const attempts = { at: [], source: 'wire', complete: true } as const;
  return {
    client: 1,
    old,
    detected: null,
    knewBefore: false,
    cause: null,
    wireSign: null,
    attempts,
    open: null,
    ready: null,
    closed: null,
  };
}

const up = [message(1500, 'sent', 'up', 1), message(1501, 'delivered', 'up', 1)];

describe('a link that nobody gave up', () => {
  it.each([
    ['lives when a round trip was completed after the injection', [30, 2000], [], 1, true],
    ['is dead when the last round trip was before', [30], [], 1, false],
    ['lives when a message sent after the injection arrives', [30], up, 1, true],
    ['lives when the arrival was told before the sending', [30], [...up].reverse(), 1, true],
    [
      'is dead when only earlier messages arrive',
      [30],
      [message(999, 'sent', 'up', 1), message(1001, 'delivered', 'up', 1)],
      1,
      false,
    ],
    ['is dead when one of two directions is', [30], [...up, message(1600, 'sent', 'down', 1)], 1, false],
    ['is not judged by messages among several clients', [30], up, 2, false],
  ] as [
    string,
    number[],
    Observation[],
    number,
    boolean,
  ][])('%s', (_title, readyAt, observations, clients, expected) => {
    expect(livesOn(marksWith(readyAt), observations, 1000, timeout, clients)).toBe(expected);
  });

  it('lives when the runner saw success', () => {
    expect(livesOn(marksWith([30]), [], 1000, { ...timeout, reason: 'done' }, 1)).toBe(true);
  });
});
