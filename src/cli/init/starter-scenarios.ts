/** Scenarios to begin with, by the name of their file: what most clients meet first. */
export const starterScenarios: Readonly<Record<string, string>> = {
  'lost-link.yaml': `# The link breaks at once and loudly. \`wschaos faults\` shows what else can happen to it.
version: 1
name: lost-link
description: The live connection is reset; the server is there all the time.
tags: [ci]
target: { builtin: echo } # your server: "ws://127.0.0.1:8080", or --target; { command, url } has wschaos start it
client: { type: module, module: ./client.mjs }
faults:
  - { fault: reset, at: 300ms } # counted from when the client works
repeat: { count: 10, maxInvalid: 1 } # iterations that a busy machine disturbed are replaced
timeout: 20s # what a client that does not come back costs
expect:
  - detection.max < 500ms # a reset tells at once
  - recovery.max < 2s
  - recovered == 100%
`,
  'silent-link.yaml': `# The link dies without a word: only a heartbeat can notice.
version: 1
name: silent-link
description: Both TCP connections stay up, and nothing is delivered any more, as after a cable was pulled.
tags: [ci]
target: { builtin: echo }
client:
  type: module
  module: ./client.mjs
  heartbeat: { interval: 1s, timeout: 500ms, style: app } # as in client.mjs: the period to sweep, and the bound
faults:
  - { fault: blackhole, connections: existing, at: 300ms } # a new connection is healthy
repeat: { count: 10, maxInvalid: 1 } # each at another phase of the heartbeat
timeout: 20s
expect:
  - detection.max < 2s # interval and timeout, and room for a busy machine
  - outage.p95 < 4s
  - recovered == 100%
`,
  'server-restart.yaml': `# The server says goodbye and is away for a while.
version: 1
name: server-restart
description: Close 1012 (Service Restart), then two seconds in which nobody listens.
tags: [ci]
target: { builtin: echo }
client: { type: module, module: ./client.mjs }
faults:
  - { id: away, fault: refuse, at: 300ms, for: 2s } # first close the door, then cut the line
  - { fault: close, with: { code: 1012, reason: restarting }, when: { event: fault-start, fault: away } }
repeat: { count: 10, maxInvalid: 1 }
timeout: 30s
expect:
  - recovery.max < 4s # the cap of the backoff, and what is left of a dial
  - attempts.max <= 40 # it does not hammer
  - recovered == 100%
`,
};
