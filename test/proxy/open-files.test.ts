import { execFileSync } from 'node:child_process';
import net from 'node:net';
import { describe, expect, test } from 'vitest';
import { createOpenFiles, readMaxFiles } from '../../src/proxy/open-files.ts';
import { dialPeer, startWireServer } from './wire-peer.ts';

const failed = (code: string): Error => Object.assign(new Error(`connect ${code}`), { code });

function setUp(maxFiles: number | undefined) {
  const told: string[] = [];
  const state = { connections: 117 };
  const files = createOpenFiles({
    maxFiles,
    connections: () => state.connections,
    onShortage: (why) => told.push(why),
  });
  return { files, told, state };
}

const whole =
  'too many open files: this process may open 256, a proxied connection takes two, and there are 117; raise the limit with "ulimit -n"';

describe('a shortage of open files', () => {
  test.each([
    ['a dial that lacks one', 256, 'EMFILE', [whole]],
    [
      'such a dial where no limit is known',
      undefined,
      'EMFILE',
      ['too many open files: a proxied connection takes two, and there are 117; raise the limit with "ulimit -n"'],
    ],
    [
      'a dial in a system that has no more',
      256,
      'ENFILE',
      ['too many open files in the whole system: a proxied connection takes two, and there are 117'],
    ],
    ['no other failure', 256, 'ECONNREFUSED', []],
  ])('is told by %s', (_what, maxFiles, code, expected) => {
    const { files, told } = setUp(maxFiles);
    expect(files.explains(failed(code))).toBe(expected.length > 0);
    expect(told).toEqual(expected);
  });

  test('is not told by an end without an error', () => {
    const { files, told } = setUp(256);
    expect([files.explains(null), told]).toEqual([false, []]);
  });

  test('is told again only when clearly fewer connections were left', () => {
    const { files, told, state } = setUp(256);
    const shrink = (connections: number): void => {
      state.connections = connections;
      files.freed();
    };
    files.explains(failed('EMFILE'));
    shrink(106);
    files.explains(failed('EMFILE'));
    expect(told).toEqual([whole]);
    shrink(105);
    state.connections = 117;
    files.explains(failed('EMFILE'));
    expect(told).toEqual([whole, whole]);
  });
});

describe('an accepted connection', () => {
  const numberOf = (socket: net.Socket): number => (socket as unknown as { _handle: { fd: number } })._handle.fd;

  test.each([
    ['is served while 13 files are left', 13, true, 0],
    ['is not served, and that is told, when 12 are left for all the rest', 12, false, 1],
  ])('%s', async (_what, left, expected, times) => {
    await using server = await startWireServer();
    const client = await dialPeer(server.port);
    const { socket } = await server.next();
    const { files, told } = setUp(numberOf(socket) + left);
    expect(files.admits(socket)).toBe(expected);
    expect(files.admits(socket)).toBe(expected);
    expect(told.length).toBe(times);
    client.socket.destroy();
  });

  test('is served where no limit is known, and where it has no number', async () => {
    expect(setUp(undefined).files.admits(new net.Socket())).toBe(true);
    expect(setUp(1).files.admits(new net.Socket())).toBe(true);
  });
});

test('the limit is the one of this process', () => {
  const text = execFileSync('/bin/sh', ['-c', 'ulimit -n'], { encoding: 'utf8' }).trim();
  expect(String(readMaxFiles() ?? 'unlimited')).toBe(text);
});
