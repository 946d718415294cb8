import { describe, expect, test } from 'vitest';
import { createReadiness, type ReadySign } from '../../src/runner/readiness.ts';
import { opcodes } from '../../src/wire/frame.ts';
import { viewFrame } from './view-frame.ts';

const question = viewFrame('to-server', opcodes.text);
const answer = viewFrame('to-client', opcodes.text);
const ping = viewFrame('to-server', opcodes.ping);
const pong = viewFrame('to-client', opcodes.pong);
const serverPing = viewFrame('to-client', opcodes.ping);
const clientPong = viewFrame('to-server', opcodes.pong);
const firstPart = viewFrame('to-client', opcodes.text, { endsMessage: false });
const lastPart = viewFrame('to-client', opcodes.continuation, { messageOpcode: opcodes.text, startsMessage: false });

describe('a connection is ready', () => {
  test.each([
    ['after a round trip of messages', 'round-trip', [question, answer], 1],
    ['not by an answer to nothing', 'round-trip', [answer, question], undefined],
    ['not by half an answer', 'round-trip', [question, firstPart], undefined],
    ['by the last part of an answer', 'round-trip', [question, firstPart, lastPart], 2],
    ['not by a heartbeat, where messages are the sign', 'round-trip', [ping, pong], undefined],
    ['by a message to the client', 'message', [question, answer], 1],
    ['not by a message of the client', 'message', [question], undefined],
    ['by an answered ping', 'pong', [question, answer, ping, pong], 3],
    ['by a ping that the client answers', 'pong', [serverPing, clientPong], 1],
    ['not by a pong that nobody asked for', 'pong', [pong], undefined],
    ['by nothing, where the client tells it', 'told', [question, answer, ping, pong], undefined],
    ['once', 'round-trip', [question, answer, question, answer], 1],
  ] as const)('%s', (_title, sign, frames, at) => {
    const readiness = createReadiness(sign);
    expect(readiness.onOpen()).toBe(false);
    const shown = frames.flatMap((frame, index) => (readiness.onDelivered(frame, index).ready ? [index] : []));
    expect(shown).toEqual(at === undefined ? [] : [at]);
  });

  test('by the 101, once, where that is the sign', () => {
    const readiness = createReadiness('open');
    expect([readiness.onOpen(), readiness.onOpen()]).toEqual([true, false]);
  });

  test('again, once, by a round trip that began after a fault had touched it', () => {
    const readiness = createReadiness('round-trip');
    readiness.onDelivered(question, 1);
    readiness.restart();
    const shown = [answer, question, answer, question, answer].map((frame) => readiness.onDelivered(frame, 2).ready);
    expect(shown).toEqual([false, false, true, false, false]);
  });
});

test.each([
  ['a pong after a ping', [ping, pong], [false, true]],
  ['a pong after the other side’s ping', [ping, clientPong], [false, false]],
  ['a message', [question, answer], [false, false]],
])('%s answers a heartbeat or does not', (_title, frames, expected) => {
  const readiness = createReadiness('round-trip');
  expect(frames.map((frame) => readiness.onDelivered(frame, 0).answered)).toEqual(expected);
});

describe('a touched connection that was not ready again lived on', () => {
  const touched = (sign: ReadySign = 'round-trip') => {
    const readiness = createReadiness(sign);
    readiness.restart();
    return readiness;
  };

  test('by an answered heartbeat, where there were no messages', () => {
    const readiness = touched();
    readiness.onDelivered(ping, 5);
    expect(readiness.livedAt).toBeUndefined();
    readiness.onDelivered(pong, 6);
    expect(readiness.livedAt).toBe(6);
  });

  test('by messages that arrive, though nobody answers them', () => {
    const readiness = touched();
    readiness.onSent(answer);
    readiness.onDelivered(answer, 7);
    expect(readiness.livedAt).toBe(7);
  });

  test('not where the messages of one direction never arrive', () => {
    const readiness = touched();
    for (const frame of [question, answer]) readiness.onSent(frame);
    for (const frame of [question, ping, pong]) readiness.onDelivered(frame, 8);
    expect(readiness.livedAt).toBeUndefined();
  });

  test('not by a message that was on its way when the fault came', () => {
    const readiness = createReadiness('round-trip');
    const late = viewFrame('to-client', opcodes.text);
    readiness.onSent(late);
    readiness.restart();
    readiness.onDelivered(late, 9);
    expect(readiness.livedAt).toBeUndefined();
  });

  test('by a round trip whose frames are told as delivered before they are told as sent', () => {
    const readiness = touched('open');
    for (const frame of [question, answer]) {
      readiness.onDelivered(frame, 11);
      readiness.onSent(frame);
    }
    expect(readiness.livedAt).toBe(11);
  });

  test('which needs no telling where it was ready again, or was never touched', () => {
    const again = touched();
    for (const frame of [question, answer]) again.onSent(frame);
    for (const frame of [question, answer]) again.onDelivered(frame, 10);
    const untouched = createReadiness('pong');
    for (const frame of [ping, pong]) untouched.onDelivered(frame, 10);
    expect([again.livedAt, untouched.livedAt]).toEqual([undefined, undefined]);
  });
});

test('any answer: a pong makes ready as a round trip does, and only once', () => {
  const readiness = createReadiness('any-answer');
  readiness.onDelivered(viewFrame('to-server', opcodes.ping), 1);
  expect(readiness.onDelivered(viewFrame('to-client', opcodes.pong), 2)).toEqual({ answered: true, ready: true });
  readiness.onDelivered(viewFrame('to-server', opcodes.text), 3);
  expect(readiness.onDelivered(viewFrame('to-client', opcodes.text), 4).ready).toBe(false);
});
