import { describe, expect, test } from 'vitest';
import { realClock } from '../../../src/runner/real-clock.ts';
import { behaviours } from '../../../src/runner/selftest/behaviours.ts';
import { type Behaviour, defineBehaviours } from '../../../src/runner/selftest/define-behaviours.ts';
import { type BehaviourResult, runSelftest } from '../../../src/runner/selftest/run-selftest.ts';
import type { StartRelay } from '../../../src/runner/selftest/stage.ts';
import {
  dropHalfClose,
  flipLateByte,
  keepEverything,
  lowerCaseHeads,
  pipe,
  relayNothing,
  terminateWebSockets,
  turnResetIntoFin,
  useHttpProxy,
} from './relays.ts';

const pick = (...names: readonly string[]): readonly Behaviour[] => {
  const picked = behaviours.filter(({ group, name }) => names.includes(`${group}: ${name}`));
  expect(picked.length).toBe(names.length);
  return picked;
};

const judge = (picked: readonly Behaviour[], startRelay: StartRelay, timeoutMs = 2_000) =>
  runSelftest({ behaviours: picked, clock: realClock, timeoutMs, startRelay });

const oddHeads = 'handshake: headers of odd case, order and spacing, some of them twice';
const halfClose = 'end: FIN of the server; the other half stays open and carries data';
const reset = 'end: RST of the server on an idle connection';
const unasked = 'frames: a pong that nobody asked for';

describe('a relay that is not transparent is found out', () => {
  test.each([
    ['http-proxy, by its heads', useHttpProxy, oddHeads],
    ['http-proxy, by a half-close', useHttpProxy, halfClose],
    ['http-proxy, by a RST', useHttpProxy, reset],
    ['one that ends the WebSockets itself', terminateWebSockets, unasked],
    ['one that knows no half-close', dropHalfClose, halfClose],
    ['one that turns a RST into a FIN', turnResetIntoFin, reset],
    ['one that writes names in lower case', lowerCaseHeads, oddHeads],
  ] as const)('%s', async (_what, relay, name) => {
    const [result] = await judge(pick(name), relay);
    expect(result?.verdict).toBe('different');
    expect(result?.why).toMatch(/^(not the same )?through the proxy/);
  });

  test.each([
    [
      'one without back-pressure',
      keepEverything,
      'bulk: a client that does not read makes the server wait',
      { server: expect.arrayContaining([expect.stringMatching(/^could send \d+ bytes$/)]) },
    ],
    [
      'one that changes a bit after ten million bytes',
      flipLateByte,
      'bulk: a message of 16 MiB to the server',
      { server: [expect.stringMatching(/^16777391 bytes, sha256/), 'fin'] },
    ],
  ] as const)('%s', async (_what, relay, name, proxied) => {
    const [result] = await judge(pick(name), relay, 25_000);
    expect(result).toMatchObject({ verdict: 'different', why: 'not the same through the proxy', proxied });
  });

  test('one that never answers, by the time that it takes', async () => {
    const mute: StartRelay = (target) => pipe(target.replace(/\d+$/, '1'));
    const [result] = await judge(pick(reset), mute, 1_000);
    expect(result).toMatchObject({
      verdict: 'different',
      why: 'through the proxy, nothing more happened within 1 s',
      direct: { client: expect.arrayContaining(['reset']) },
      proxied: { server: [] },
    });
  });
});

test('a relay that changes nothing passes, whoever wrote it', async () => {
  const results = await judge(pick(oddHeads, halfClose, reset, unasked), pipe);
  expect(results.map(({ verdict }) => verdict)).toEqual(['same', 'same', 'same', 'same']);
});

test('a declared difference that is not there any more is found out', async () => {
  const results = await judge(
    behaviours.filter(({ inherent }) => inherent !== undefined),
    relayNothing,
  );
  expect(results.length).toBeGreaterThanOrEqual(5);
  for (const { verdict, why, inherent } of results) {
    expect(verdict).toBe('different');
    expect(why).toBe(`"${inherent?.name}" is declared as inherent and is not there: remove the declaration`);
  }
});

describe('a behaviour that fails', () => {
  const failing = (fails: (isFirst: boolean) => boolean): readonly Behaviour[] => {
    let runs = 0;
    return defineBehaviours('made up', [
      {
        name: 'fails',
        run: async (stage) => {
          stage.note('client', 'begins');
          if (fails(++runs === 1)) throw new Error('the port is on fire');
        },
      },
    ]);
  };

  test('directly is not measured, whatever happens through the proxy', async () => {
    expect(
      await judge(
        failing(() => true),
        relayNothing,
      ),
    ).toEqual([
      {
        group: 'made up',
        name: 'fails',
        verdict: 'unmeasured',
        why: 'it does not work directly either: the port is on fire',
        direct: { client: ['begins'], server: [] },
        proxied: { client: ['begins'], server: [] },
      },
    ]);
  });

  test('only through the proxy is a difference', async () => {
    const [result] = await judge(
      failing((isFirst) => !isFirst),
      relayNothing,
    );
    expect([result?.verdict, result?.why]).toEqual(['different', 'through the proxy, the port is on fire']);
  });
});

test('results are told one by one, and the test ends where it is told to', async () => {
  const stop = new AbortController();
  const told: BehaviourResult[] = [];
  const results = await runSelftest({
    behaviours: pick(reset, unasked, halfClose),
    clock: realClock,
    startRelay: relayNothing,
    signal: stop.signal,
    onResult(result) {
      told.push(result);
      if (told.length === 2) stop.abort();
    },
  });
  expect(results.length).toBe(2);
  expect(results).toEqual(told);
});
