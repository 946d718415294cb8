import type { Random } from '../base/random.ts';
import type { EndKind, Side } from '../faults/action.ts';
import type { UpgradeRequest } from '../faults/define-fault.ts';
import { encodeResponse } from '../wire/encode-response.ts';
import type { Direction } from '../wire/frame.ts';
import { encodeFrame } from '../wire/frame-encoder.ts';
import { createFlow, type Flow } from './flow.ts';
import { createAnswerReader, createRequestReader, type RequestReader } from './handshake.ts';
import type { Link, LinkOptions, LinkState } from './link.ts';
import { listenToPeer, type PeerSocket } from './peer.ts';
import { resetSocket } from './socket-end.ts';
import type { Meaning } from './unit.ts';

export function createLink(options: LinkOptions): Link {
  const { id, client, clock, random, onEvent } = options;
  let state: LinkState = options.skipsHeads ? 'raw' : 'undecided';
  let request: UpgradeRequest | undefined;
  let requestReader: RequestReader = createRequestReader(options.rewrite);
  let answerReader = createAnswerReader();
  let server: PeerSocket | undefined;
  let serverReady = false;
  let failure: NodeJS.ErrnoException | undefined;
  let answered = false;
  let clientClosed = false;
  let closedTold = false;
  let stopListening: (() => void)[] = [];

  const createDirection = (direction: Direction): Flow =>
    createFlow({
      direction,
      clock,
      onFrame: (frame) => onEvent({ kind: 'frame', connection: id, t: clock.now(), frame }),
      onDelivered: (frame) => onEvent({ kind: 'delivered', connection: id, t: clock.now(), frame }),
      onMeaning: (meaning) => tellMeaning(meaning),
      watchesFrames: options.watchesFrames,
      inspectsData: options.inspectsData,
      onHeldChanged: () => {
        if (flows['to-server'].holdsEnd) tellClosed();
      },
    });
  const flows = { 'to-server': createDirection('to-server'), 'to-client': createDirection('to-client') } as const;

  const tellMeaning = (meaning: Meaning): void => {
    if (meaning.kind === 'open') onEvent({ kind: 'open', connection: id, t: clock.now() });
    else onEvent({ kind: 'answer', connection: id, t: clock.now(), status: meaning.status });
  };

  const tellClosed = (): void => {
    if (closedTold) return;
    closedTold = true;
    onEvent({ kind: 'closed', connection: id, t: clock.now() });
  };

  const forgetWhenGone = (): void => {
    if (!clientClosed || (server !== undefined && !server.raw.destroyed)) return;
    state = 'closed';
    flows['to-client'].dispose();
    flows['to-server'].dispose();
    options.onGone();
  };

  const answer = (
    status: number,
    reason: string,
    headers: readonly (readonly [string, string])[],
    body: string,
  ): void => {
    answered = true;
    flows['to-server'].writer.command({ kind: 'seal' });
    server?.raw.destroy();
    flows['to-client'].pushRaw(encodeResponse({ status, reason, headers, body }), { kind: 'answer', status });
    flows['to-client'].pushEnd('fin');
  };

  const answerFailure = ({ code = 'ERROR', message }: NodeJS.ErrnoException): void => {
    const body = `wschaos could not reach the server behind it: ${message === '' ? code : message}\n`;
    answer(502, 'Bad Gateway', [['Content-Type', 'text/plain; charset=utf-8']], body);
  };

  const onServerFailure = (error: NodeJS.ErrnoException): void => {
    failure = error;
    const { code = 'ERROR', message } = error;
    onEvent({ kind: 'upstream-failed', connection: id, t: clock.now(), code, message });
    if (state === 'raw') resetSocket(client.raw);
    else if (state === 'upgrading') answerFailure(error);
  };

  const onServerData = (chunk: Uint8Array): void => {
    const flow = flows['to-client'];
    if (answered) return;
    if (state === 'open') flow.pushFramed(chunk);
    else if (state !== 'upgrading') flow.pushRaw(chunk);
    else {
      const { raw, framed } = answerReader.feed(chunk);
      if (framed !== undefined) state = 'open';
      else if (raw.some(({ meaning }) => meaning !== undefined)) expectAnotherRequest();
      for (const { bytes, meaning } of raw) flow.pushRaw(bytes, meaning);
      if (framed !== undefined && framed.length > 0) flow.pushFramed(framed);
    }
  };

  /** The answer was no 101: what the client sends next on this connection may be a request again. */
  const expectAnotherRequest = (): void => {
    state = 'undecided';
    requestReader = createRequestReader(options.rewrite);
  };

  const onServerEnd = (how: EndKind, error: NodeJS.ErrnoException | undefined): void => {
    if (answered) return;
    if (!serverReady && error !== undefined) {
      onServerFailure(error);
      return;
    }
    onEvent({ kind: 'end', connection: id, t: clock.now(), side: 'server', how });
    flows['to-client'].pushEnd(how);
  };

  const dial = (): PeerSocket => {
    const dialled = options.dial();
    server = dialled;
    const isSecure = dialled.socket !== dialled.raw;
    dialled.socket.once(isSecure ? 'secureConnect' : 'connect', () => {
      serverReady = true;
    });
    stopListening.push(listenToPeer(dialled, { onData: onServerData, onEnd: onServerEnd, onClose: forgetWhenGone }));
    flows['to-server'].writer.attach(dialled.socket, dialled.raw);
    flows['to-client'].attachSource(dialled.socket);
    return dialled;
  };

  const startUpgrade = (head: Uint8Array, rest: Uint8Array, asked: UpgradeRequest): void => {
    request = asked;
    state = 'upgrading';
    answerReader = createAnswerReader();
    onEvent({ kind: 'handshake', connection: id, t: clock.now(), request: asked });
    if (client.raw.destroyed) return;
    for (const action of options.onUpgrade(link, asked)) {
      if (action.kind === 'respond') {
        link.perform(action);
        return;
      }
    }
    if (server === undefined) dial();
    if (failure !== undefined) answerFailure(failure);
    else {
      flows['to-server'].pushRaw(head);
      if (rest.length > 0) flows['to-server'].pushRaw(rest);
    }
  };

  const onClientData = (chunk: Uint8Array): void => {
    if (state === 'open') flows['to-server'].pushFramed(chunk);
    else if (state === 'undecided') readRequest(chunk);
    else flows['to-server'].pushRaw(chunk);
  };

  const readRequest = (chunk: Uint8Array): void => {
    const reading = requestReader.feed(chunk);
    switch (reading.kind) {
      case 'incomplete':
        return;
      case 'upgrade':
        startUpgrade(reading.head, reading.rest, reading.request);
        return;
      case 'plain':
        state = 'plain-http';
        for (const stop of stopListening) stop();
        stopListening = [];
        client.socket.on('close', onClientClose);
        onEvent({ kind: 'plain-http', connection: id, t: clock.now() });
        options.onPlainHttp(link, reading.bytes);
        return;
      case 'raw':
        becomeRaw(reading.bytes);
    }
  };

  const becomeRaw = (bytes: Uint8Array): void => {
    state = 'raw';
    if (server === undefined) dial();
    if (failure !== undefined) resetSocket(client.raw);
    else flows['to-server'].pushRaw(bytes);
  };

  const onClientEnd = (how: EndKind): void => {
    if (state === 'undecided' && requestReader.pending.length > 0) becomeRaw(requestReader.pending);
    onEvent({ kind: 'end', connection: id, t: clock.now(), side: 'client', how });
    flows['to-server'].pushEnd(how);
  };

  const onClientClose = (): void => {
    clientClosed = true;
    tellClosed();
    forgetWhenGone();
  };

  const listenToClient = (): void => {
    const stop = listenToPeer(client, { onData: onClientData, onEnd: onClientEnd, onClose: onClientClose });
    stopListening.push(stop);
  };

  const resetSide = (side: Side): void => {
    const raw = side === 'client' ? client.raw : server?.raw;
    if (raw !== undefined) resetSocket(raw);
  };

  const link: Link = {
    id,
    client,
    get state() {
      return state;
    },
    get request() {
      return request;
    },
    start(mayAnswer) {
      if (!mayAnswer && server === undefined && !client.raw.destroyed) dial();
    },
    flow: (direction) => flows[direction],
    perform(action, done) {
      switch (action.kind) {
        case 'inject': {
          const maskKey = action.direction === 'to-server' ? { maskKey: drawMaskKey(random) } : {};
          if (state !== 'open') return;
          const bytes = encodeFrame({ ...maskKey, ...action.frame });
          flows[action.direction].writer.command({ kind: 'inject', bytes }, done);
          return;
        }
        case 'seal':
          flows[action.direction].writer.command({ kind: 'seal' }, done);
          return;
        case 'end':
          flows[towards(action.side)].writer.command({ kind: 'end' }, done);
          return;
        case 'reset':
          if (action.afterWrites === true) flows[towards(action.side)].writer.command({ kind: 'reset' }, done);
          else {
            resetSide(action.side);
            done?.();
          }
          return;
        case 'respond':
          answer(action.answer.status, action.answer.reason, action.answer.headers, action.answer.body);
          done?.();
      }
    },
    takeUpstream() {
      const taken = server ?? options.dial();
      server = undefined;
      return taken;
    },
    takeBack(bytes) {
      state = 'undecided';
      requestReader = createRequestReader(options.rewrite);
      client.socket.off('close', onClientClose);
      listenToClient();
      readRequest(bytes);
      client.socket.resume();
    },
    destroy() {
      flows['to-client'].dispose();
      flows['to-server'].dispose();
      client.raw.destroy();
      server?.raw.destroy();
    },
  };

  flows['to-server'].attachSource(client.socket);
  flows['to-client'].writer.attach(client.socket, client.raw);
  listenToClient();
  return link;
}

function towards(side: Side): Direction {
  return side === 'client' ? 'to-client' : 'to-server';
}

function drawMaskKey(random: Random): Uint8Array {
  return Uint8Array.from({ length: 4 }, () => Math.floor(random.next() * 256));
}
