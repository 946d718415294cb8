import { expect, test } from 'vitest';
import { createLatenessInquiry } from '../../../src/runner/host/lateness-inquiry.ts';
import { createManualClock } from '../../support/manual-clock.ts';

function setUp() {
  const clock = createManualClock();
  let sent = 0;
  return { clock, inquiry: createLatenessInquiry(clock), send: () => void sent++, sent: () => sent };
}

test('answers belong to the questions in their order', async () => {
  const { clock, inquiry, send, sent } = setUp();
  const [first, second] = [inquiry.ask(send), inquiry.ask(send)];
  inquiry.answer({ p99Ms: 1, standstills: [] });
  inquiry.answer({ p99Ms: 2, standstills: [{ from: 1, to: 9 }] });
  expect([await first, await second]).toEqual([
    { p99Ms: 1, standstills: [] },
    { p99Ms: 2, standstills: [{ from: 1, to: 9 }] },
  ]);
  expect({ sent: sent(), pending: clock.pending }).toEqual({ sent: 2, pending: 0 });
});

test('who does not answer has been late at least as long as was waited for', async () => {
  const { clock, inquiry, send } = setUp();
  const answer = inquiry.ask(send);
  clock.advance(5_000);
  expect(await answer).toEqual({ p99Ms: 5_000, maxMs: 5_000, standstills: [] });
});

test('of a process that is gone nothing is known, and it is not asked', async () => {
  const { clock, inquiry, send, sent } = setUp();
  const before = inquiry.ask(send);
  inquiry.end();
  expect([await before, await inquiry.ask(send)]).toEqual([{ standstills: [] }, { standstills: [] }]);
  expect({ sent: sent(), pending: clock.pending }).toEqual({ sent: 1, pending: 0 });
});
