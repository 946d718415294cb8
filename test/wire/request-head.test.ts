import { describe, expect, it } from 'vitest';
import { isUpgradeRequest, parseRequestHead } from '../../src/wire/request-head.ts';
import { bytesOf } from './hex.ts';

describe('parseRequestHead', () => {
  it('reads the example of RFC 6455 §1.2', () => {
    const head = [
      'GET /chat?room=1 HTTP/1.1',
      'Host: server.example.com',
      'Upgrade: websocket',
      'Connection: Upgrade',
      'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
      'sec-websocket-version: 13',
    ];
    expect(parseRequestHead(bytesOf(`${head.join('\r\n')}\r\n\r\n`))).toEqual({
      method: 'GET',
      target: '/chat?room=1',
      path: '/chat',
      version: '1.1',
      headers: [
        ['Host', 'server.example.com'],
        ['Upgrade', 'websocket'],
        ['Connection', 'Upgrade'],
        ['Sec-WebSocket-Key', 'dGhlIHNhbXBsZSBub25jZQ=='],
        ['sec-websocket-version', '13'],
      ],
    });
  });

  it.each([
    ['/', '/'],
    ['/a/b?c=/d?e', '/a/b'],
    ['*', '*'],
    ['http://a.b:80/c?d', '/c'],
    ['ws://a.b', '/'],
    ['http://a.b?c', '/'],
    ['a.b:443', 'a.b:443'],
  ])('finds the path of %s', (target, path) => {
    expect(parseRequestHead(bytesOf(`GET ${target} HTTP/1.0\n\n`))).toMatchObject({ target, path, version: '1.0' });
  });

  it.each([
    'HTTP/1.1 200 OK',
    'GET /',
    'GET / HTTP/2.0',
    'GET  / HTTP/1.1',
    'G(T / HTTP/1.1',
    '',
  ])('gives nothing for %j', (line) => {
    expect(parseRequestHead(bytesOf(`${line}\r\n\r\n`))).toBeUndefined();
  });
});

describe('isUpgradeRequest', () => {
  it.each<[string, [string, string][], boolean]>([
    [
      'takes the plain form',
      [
        ['Upgrade', 'websocket'],
        ['Connection', 'Upgrade'],
      ],
      true,
    ],
    [
      'takes any case',
      [
        ['UPGRADE', 'WebSocket'],
        ['connection', 'UPGRADE'],
      ],
      true,
    ],
    [
      'takes lists, as Firefox sends one',
      [
        ['Upgrade', 'h2c, websocket'],
        ['Connection', 'keep-alive, Upgrade'],
      ],
      true,
    ],
    [
      'takes repeated headers',
      [
        ['Upgrade', 'websocket'],
        ['Connection', 'keep-alive'],
        ['Connection', 'upgrade'],
      ],
      true,
    ],
    [
      'refuses another protocol',
      [
        ['Upgrade', 'h2c'],
        ['Connection', 'Upgrade'],
      ],
      false,
    ],
    [
      'refuses a part of a word',
      [
        ['Upgrade', 'websockets'],
        ['Connection', 'Upgrade'],
      ],
      false,
    ],
    [
      'refuses a Connection without upgrade',
      [
        ['Upgrade', 'websocket'],
        ['Connection', 'close'],
      ],
      false,
    ],
    ['refuses a missing Connection', [['Upgrade', 'websocket']], false],
    ['refuses a missing Upgrade', [['Connection', 'Upgrade']], false],
  ])('%s', (_, headers, expected) => {
    expect(isUpgradeRequest({ headers })).toBe(expected);
  });
});
