import { expect, test } from 'vitest';
import { announceStart } from '../../../src/cli/proxy/announce-start.ts';
import { recordOutput } from '../test-io.ts';

const a = { name: 'a', url: 'ws://127.0.0.1:1/', target: 'ws://127.0.0.1:2/?token=secret' };
const b = { name: 'b', url: 'wss://127.0.0.1:3/', target: 'ws://127.0.0.1:4' };
const url = 'http://127.0.0.1:5';
const pageUrl = `${url}/?token=t`;

test.each([
  ['one proxy', { sessions: [a] }, [a.url], ['forwards to ws://127.0.0.1:2/?token=redacted; Ctrl-C ends it']],
  [
    'one proxy and its page',
    { sessions: [a], api: { url, pageUrl } },
    [a.url, pageUrl],
    [
      `the API is ${url}/v1`,
      'forwards to ws://127.0.0.1:2/?token=redacted; open the page in a browser; Ctrl-C ends it',
    ],
  ],
  [
    'several proxies and the API',
    { sessions: [a, b], api: { url, pageUrl: undefined }, caFiles: new Map([['b', 'ca.pem']]) },
    [`a ${a.url}`, `b ${b.url}`],
    [
      `the API is ${url}/v1`,
      'a forwards to ws://127.0.0.1:2/?token=redacted',
      'b forwards to ws://127.0.0.1:4',
      'clients of b are to trust ca.pem',
      'Ctrl-C ends it',
    ],
  ],
  ['no proxy yet', { sessions: [], api: { url, pageUrl: undefined } }, [], [`the API is ${url}/v1`, 'Ctrl-C ends it']],
])('%s: what programs need is on stdout, the rest on stderr', (_what, facts, stdout, stderr) => {
  const io = { stdout: recordOutput(), stderr: recordOutput() };
  announceStart({ caFiles: new Map(), api: undefined, ...facts }, io);
  expect(io.stdout.text.split('\n').slice(0, -1)).toEqual(stdout);
  expect(io.stderr.text.split('\n').slice(0, -1)).toEqual(stderr);
});
