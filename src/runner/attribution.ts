import type { UpgradeRequest } from '../faults/fault-hooks.ts';
import type { ClientOf } from '../proxy/connection-selector.ts';
import type { ProxyEvent } from '../proxy/proxy-event.ts';
import { unknownClient } from '../result/read-clients.ts';
import { clientTraits } from '../scenario/client-traits.ts';
import type { ClientSpec } from '../scenario/scenario-case.ts';
import { clientHeader } from './client-header.ts';
import { createSlots } from './client-slots.ts';

/** Which of the case's clients a connection belongs to. */
export interface Attribution {
  /** The proxy's ports, before the first dial. */
  listensAt(ports: readonly number[]): void;
  onProxyEvent(event: ProxyEvent): void;
  /** From 1; {@link unknownClient} as long as nothing tells it. */
  clientOf(connection: number): number;
  /** The same, for the proxy's own selectors. */
  readonly clientOfLink: ClientOf;
  /** What a reader of the report should know. */
  readonly notes: readonly string[];
}

/** Several clients that are processes of ours have a port each; anything else shares one. */
export function countPorts({ kind, count }: ClientSpec): number {
  return clientTraits[kind].toldApartBy === 'port' ? count : 1;
}

/** Several clients share a port, and nothing on the wire tells which is which. */
export function isAmbiguous(client: ClientSpec): boolean {
  return clientTraits[client.kind].toldApartBy === 'marker' && client.count > 1 && identifyOf(client) === undefined;
}

/**
 * Attributes connections. One client owns all. Of several, those that are processes of ours are known by their port, at the
 * accept and without a change on the wire; reference clients by a header, and external ones by the marker that the scenario
 * names, both at the upgrade request. Without a marker external clients are told apart by nothing: each new connection
 * stands for one that was lost, which is right for the fleet as a whole and may be wrong for each.
 */
export function createAttribution(client: ClientSpec): Attribution {
  let ports: readonly number[] = [];
  const owners = new Map<number, number>();
  const notes: string[] = [];
  const slots = isAmbiguous(client) ? createSlots(client.count) : undefined;
  const numbers = new Map<string, number>();
  const hasPorts = countPorts(client) > 1;

  const byMarker = (request: UpgradeRequest): number | undefined => {
    if (clientTraits[client.kind].toldApartBy === 'header') return numberIn(request.headers[clientHeader]);
    const marker = markerOf(request, identifyOf(client));
    if (marker === undefined) return undefined;
    const known = numbers.get(marker) ?? numbers.size + 1;
    numbers.set(marker, known);
    if (known <= client.count) return known;
    const note = `more clients than the ${client.count} of "count" named themselves; the others are left out`;
    if (!notes.includes(note)) notes.push(note);
    return undefined;
  };

  const own = (connection: number, owner: number | undefined): void => {
    if (owner !== undefined) owners.set(connection, owner);
  };

  return {
    listensAt(given) {
      ports = given;
    },
    onProxyEvent(event) {
      if (client.count === 1) return;
      if (slots !== undefined) {
        slots.onProxyEvent(event);
        return;
      }
      if (event.kind === 'accept' && hasPorts) own(event.connection, numberOf(ports, event.localPort));
      else if (event.kind === 'handshake' && !hasPorts) own(event.connection, byMarker(event.request));
    },
    clientOf(connection) {
      if (client.count === 1) return 1;
      return slots?.clientOf(connection) ?? owners.get(connection) ?? unknownClient;
    },
    clientOfLink({ localPort, request }) {
      if (client.count === 1) return 1;
      if (hasPorts) return numberOf(ports, localPort);
      return request === undefined ? undefined : byMarker(request);
    },
    get notes() {
      return slots === undefined ? notes : [...notes, ambiguityNote(client.count)];
    },
  };
}

function numberOf(ports: readonly number[], port: number): number | undefined {
  const index = ports.indexOf(port);
  return index < 0 ? undefined : index + 1;
}

function numberIn(text: string | undefined): number | undefined {
  const named = Number(text);
  return Number.isInteger(named) && named >= 1 ? named : undefined;
}

type Identify = Extract<ClientSpec, { readonly identify: unknown }>['identify'];

function identifyOf(client: ClientSpec): Identify {
  return 'identify' in client ? client.identify : undefined;
}

function markerOf(request: UpgradeRequest, identify: Identify): string | undefined {
  if (identify === undefined) return undefined;
  switch (identify.by) {
    case 'header':
      return request.headers[identify.name.toLowerCase()];
    case 'query':
      return new URLSearchParams(request.query).get(identify.name) ?? undefined;
    case 'path':
      return request.path;
  }
}

const ambiguityNote = (count: number): string =>
  `${count} external clients share one address and nothing tells their connections apart, so attribution is ambiguous: figures of single clients are not observable; client.identify can name a header, a query parameter or the path`;
