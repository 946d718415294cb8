import { defineCommand } from './define-command.ts';
import { proxyOptions, proxyPositionals } from './proxy/proxy-options.ts';
import { runProxies } from './proxy/run-proxies.ts';

export const proxy = defineCommand({
  name: 'proxy',
  usage: '[url]',
  summary: 'The proxy alone, or several, with faults of your choice and an API; tells live what it sees',
  positionals: proxyPositionals,
  options: proxyOptions,
  examples: [
    ["$0 proxy ws://127.0.0.1:8080 --fault 'drop:frames=pong,for=5s,at=10s'", 'pongs vanish for 5 s'],
    ['$0 proxy builtin:echo --tls self-signed --fault tls:mode=expired', 'new TLS clients meet an expired certificate'],
    ["$0 proxy builtin:echo --fault 'reset:when={event: message, nth: 4}'", 'RST at the fourth message'],
    ['$0 proxy ws://127.0.0.1:8080 --api 8474', 'steered by HTTP: http://127.0.0.1:8474/v1/openapi.json'],
  ],
  epilogue:
    'The first line on stdout is the address to dial (NAME ADDRESS of each where there are several); then a line for every ' +
    'event. "at" counts from the start of the proxy, with --scenario from the first connection that opens. Ctrl-C or ' +
    'SIGTERM is the way to end it.',
  exitCodes: [
    ['0', 'ended by Ctrl-C, SIGTERM or SIGHUP, or its reader is gone'],
    ['2', 'bad flag, fault or scenario; no target'],
    ['3', 'port in use; target not started, or ended'],
  ],
  run: (args, context) => runProxies('proxy', args, context),
});
