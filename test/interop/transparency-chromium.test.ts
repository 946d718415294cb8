import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { defineBehaviours } from '../../src/runner/selftest/define-behaviours.ts';
import type { Stage } from '../../src/runner/selftest/stage.ts';
import { answerHead } from '../../src/runner/selftest/wire-text.ts';
import { observeDirectly, testTransparency } from '../runner/selftest/transparency.ts';
import { chromium, requireDebianPackage } from '../support/debian-packages.ts';
import { startObservedServer } from './transparency/observed-server.ts';
import { type Browser, startChromium } from './transparency/start-chromium.ts';

// A page in a real browser sees through the proxy what it sees directly, and so does its server.

let browser: Browser;

beforeAll(async () => {
  requireDebianPackage(chromium);
  browser = await startChromium();
}, 120_000);

afterAll(() => browser?.[Symbol.asyncDispose]());

async function dial(stage: Stage, serverPort: number, path: string, messages: readonly string[] = []): Promise<void> {
  const port = await stage.reach(serverPort);
  const lines = await browser.run({ kind: 'socket', url: `ws://127.0.0.1:${port}${path}`, messages });
  for (const line of lines) stage.note('client', line);
}

const messages = ['hello', 'é'.repeat(300), '', 'binary:bytes', 'x'.repeat(2 ** 20)];

const behaviours = defineBehaviours('chromium', [
  ...['/echo', '/fragments', '/close', '/restart', '/cut', '/refuse'].map((path) => ({
    name: path,
    run: async (stage: Stage): Promise<void> => {
      const server = await startObservedServer(stage);
      await dial(stage, server.port, path, path === '/echo' ? messages : []);
      await server.over();
    },
  })),
  {
    name: 'an ordinary request of the page, with the preflight of another origin',
    async run(stage) {
      const server = await startObservedServer(stage);
      const port = await stage.reach(server.port);
      const lines = await browser.run({ kind: 'fetch', url: `http://127.0.0.1:${port}/page`, messages: [] });
      for (const line of lines) stage.note('client', line);
    },
  },
  {
    name: 'an invalid Sec-WebSocket-Accept',
    async run(stage) {
      const raw = await stage.listen({
        onAccept: async (peer) => {
          peer.forgetBytes();
          await peer.untilText('\r\n\r\n');
          peer.send(answerHead());
        },
      });
      const lines = await browser.run({ kind: 'socket', url: `ws://127.0.0.1:${raw.port}/`, messages: [] });
      for (const line of lines) stage.note('client', line);
      await (await raw.next()).untilEnd();
    },
  },
]);

describe('a page in Chromium sees through the proxy what it sees directly:', { timeout: 60_000 }, () =>
  testTransparency(behaviours),
);

test('what the page sees is what its server does', { timeout: 60_000 }, async () => {
  const { client, server } = await observeDirectly(behaviours, '/echo');
  expect(client).toEqual([
    'open protocol v2.chat extensions permessage-deflate',
    'text 5 "hello"',
    `text 300 "${'é'.repeat(20)}"`,
    'text 0 ""',
    'binary 5 98 121 116 101 115',
    `text ${2 ** 20} "${'x'.repeat(20)}"`,
    'close 3001 done clean',
  ]);
  expect(server[0]).toMatch(/^GET \/echo Host, Connection: Upgrade, Pragma: no-cache, /);
  expect(server.at(-1)).toBe('close 3001 done');
});
