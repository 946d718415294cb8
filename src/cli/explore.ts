import { defineCommand } from './define-command.ts';
import { proxyOptions, proxyPositionals } from './proxy/proxy-options.ts';
import { runProxies } from './proxy/run-proxies.ts';

export const explore = defineCommand({
  name: 'explore',
  usage: '[url]',
  summary: 'The proxy with a page to break things by hand, and to save what was found as a scenario',
  positionals: proxyPositionals,
  options: {
    ...proxyOptions,
    api: {
      ...proxyOptions.api,
      describe: 'Where the page and the control API are: HOST:PORT or PORT; default: any free port of 127.0.0.1',
    },
    'api-token': {
      ...proxyOptions['api-token'],
      describe:
        'What the page and the API ask for; default: drawn at random, but beyond the loopback it is yours to choose',
    },
    payloads: {
      type: 'boolean',
      default: true,
      describe: 'Keep the beginning of each payload to look at; --no-payloads leaves compression in the handshakes',
    },
  },
  examples: [
    ['$0 explore ws://127.0.0.1:8080', 'dial the first line, open the second in a browser'],
    ['$0 explore builtin:ticker --api 8474', 'the page on a port of your choice'],
    ['$0 explore --config proxies.yaml', 'several proxies; the page shows one of them at a time'],
  ],
  epilogue:
    'The first line on stdout is the address to dial (NAME ADDRESS of each where there are several), the next the page, with its ' +
    'token; then a line for every event. Otherwise it is wschaos proxy, keys on a terminal included. Ctrl-C or SIGTERM is the ' +
    'way to end it.',
  exitCodes: [
    ['0', 'ended by Ctrl-C, SIGTERM or SIGHUP, or its reader is gone'],
    ['2', 'bad flag, fault or scenario; no target; --api needs a token'],
    ['3', 'port in use; target not started, or ended'],
  ],
  run: (args, context) => runProxies('explore', args, context),
});
