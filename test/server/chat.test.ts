import { expect, test } from 'vitest';
import { createChat } from '../../src/server/chat.ts';
import { createPeer } from './create-peer.ts';

const announcement = 'Hey all, a new client has joined us';
const greeting = 'Hello from server';

test('a new client is announced to all and greeted alone', () => {
  const chat = createChat();
  const [first, second] = [createPeer(1), createPeer(2)];
  chat.onJoin?.(first);
  chat.onJoin?.(second);
  expect(first.sent).toEqual([announcement, greeting, announcement]);
  expect(second.sent).toEqual([announcement, greeting]);
});

test('a message goes to the others, and not to those that left', () => {
  const chat = createChat();
  const [sender, other, gone] = [createPeer(1), createPeer(2), createPeer(3)];
  for (const peer of [sender, other, gone]) chat.onJoin?.(peer);
  chat.onLeave?.(gone);
  const before = [sender, other, gone].map(({ sent }) => sent.length);
  chat.onMessage?.(sender, 'hi');
  expect([sender, other, gone].map(({ sent }, index) => sent.slice(before[index]))).toEqual([[], ['hi'], []]);
});

test('the message stop closes its sender and goes to nobody', () => {
  const chat = createChat();
  const [sender, other] = [createPeer(1), createPeer(2)];
  for (const peer of [sender, other]) chat.onJoin?.(peer);
  chat.onMessage?.(sender, 'stop');
  expect(sender.sent.at(-1)).toBe('close');
  expect(other.sent.at(-1)).toBe(greeting);
});
