/** The scenarios by which the format is explained, that are not also bundled. */
export const halfOpen = `version: 1
name: half-open
target: { builtin: ticker, interval: 250ms }
client:
  type: module
  module: ./clients/ws-heartbeat.ts
  heartbeat: { interval: 1s, timeout: 500ms }   # tells wschaos the period to sweep
faults:
  - fault: blackhole
    direction: both
    connections: existing
    when: { event: message, nth: 4, direction: to-client }
repeat: { count: 20, phase: sweep, seed: 7 }
timeout: 60s
expect:
  - detection.p95 < 1700ms
  - { that: reconnect.p95 < 1s, because: must not wait for the close handshake of a dead socket }
  - outage.max < 4s
  - { that: messages.lost == 0, level: warn, because: 'replay is a goal, not yet promised' }
`;

export const herd = `version: 1
name: herd
description: 500 clients lose the server in the same instant. Do their reconnects spread out?
target: { builtin: echo }
client:
  type: reference
  count: 500
  start: { over: 5s }
  heartbeat: { mode: ping, interval: 5s, timeout: 2s }
  reconnect: { backoff: "\${matrix.backoff}", initial: 500ms, max: 10s }
matrix:
  backoff: [full-jitter, exponential]
faults:
  - { id: down, fault: refuse, at: 2s, for: 4s }
  - { id: crash, fault: reset, when: { event: fault-start, fault: down } }
  - id: shed                  # the recovering server sheds part of the wave
    fault: reject
    with: { status: 503, retryAfter: 1s }
    probability: 0.3
    when: { event: fault-end, fault: down }
    for: 3s
repeat: { count: 5, phase: none, seed: 3 }
timeout: 60s
expect:
  - recovered == 100%
  - { that: noise.loop < 20ms, level: warn, because: the runner itself must keep up }
`;

export const pythonPongAge = `version: 1
name: python-pong-age
target: { builtin: chat }
client:
  type: command
  command: [/usr/bin/python3, clients/pong_age.py]   # prints {"ev": "open"} … or nothing at all
  heartbeat: { interval: 1s, timeout: 1s }
faults:
  - { fault: blackhole, connections: existing, at: 1500ms }
repeat: { count: 8, phase: sweep, seed: 3 }
timeout: 30s
expect:
  - detection.max < 3s
  - { that: recovery.p95 < 2s, level: warn, because: this library takes ten seconds to let go of a dead socket }
`;
