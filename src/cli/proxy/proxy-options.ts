import { allowRemote, insecure } from '../run-options.ts';
import { selectionOptions } from '../select-cases.ts';

/** What `wschaos proxy` and `wschaos explore` take without a name. */
export const proxyPositionals = {
  url: { type: 'string', describe: 'The target: a ws, wss, http, https or tcp URL, or builtin:echo, ticker, chat' },
} as const;

/** The options of both. */
export const proxyOptions = {
  target: { type: 'string', alias: 't', requiresArg: true, describe: 'The same by name [WSCHAOS_TARGET]' },
  listen: {
    type: 'string',
    alias: 'l',
    requiresArg: true,
    describe: 'HOST:PORT or PORT; default: any free port of 127.0.0.1',
  },
  fault: {
    type: 'string',
    array: true,
    requiresArg: true,
    describe: 'TYPE:KEY=VALUE,… as in a scenario; may be repeated',
  },
  scenario: { type: 'string', requiresArg: true, describe: 'Arm the faults of this file; nothing is judged' },
  case: { ...selectionOptions.case, describe: 'Which case of the file' },
  'allow-remote': allowRemote,
  tls: {
    type: 'string',
    requiresArg: true,
    describe: 'Speak TLS to clients: self-signed, made on the spot, or the PEM files CERT,KEY',
  },
  insecure,
  config: { type: 'string', requiresArg: true, describe: 'Start the proxies of this file, YAML or JSON' },
  api: {
    type: 'string',
    requiresArg: true,
    describe: 'Serve the control API on HOST:PORT or PORT; proxies can then be added while it runs',
  },
  'api-token': {
    type: 'string',
    requiresArg: true,
    describe: 'Clients of the API must send it; needed beyond the loopback',
  },
  metrics: { type: 'boolean', describe: 'The API serves /metrics, for Prometheus' },
  verbose: { type: 'boolean', alias: 'v', describe: 'A line for every frame' },
  seed: { type: 'string', requiresArg: true, describe: 'Of all randomness; default 1 [WSCHAOS_SEED]' },
} as const;
