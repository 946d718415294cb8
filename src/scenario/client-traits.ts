import type { ClientSpec } from './scenario-case.ts';

/** What is true of every client of a kind, whatever its scenario says of it. */
export interface ClientTraits {
  /** It sends `traffic.send`, and numbers its messages in the envelope that the built-in servers answer. */
  readonly speaksEnvelope: boolean;
  /** It tells each loss and each time that it is ready, so that the wire need not be asked. */
  readonly tellsAll: boolean;
  /** It runs in the process that measures: what that process lacks, it lacks. */
  readonly sharesProcess: boolean;
  /** A program of its own, started for each iteration: it can be signalled, and its environment can name it files. */
  readonly isProgram: boolean;
  /** It needs a browser. */
  readonly isPage: boolean;
  /** Nobody starts it, and it tells nothing: it is awaited, at one address all through the case. */
  readonly dialsByItself: boolean;
  /** How connections of several are told apart: a port for each, a header of ours, what the scenario names. */
  readonly toldApartBy: 'port' | 'header' | 'marker';
  /** What a heartbeat that it begins is made of on the wire, unless its scenario knows better. */
  readonly beatsWith: 'pings' | 'messages';
  /** How many of them the runner carries at once: a program works harder, one that is elsewhere not at all. */
  readonly clientsPerLane: number;
}

/** The kinds of client, and all that the code asks of a kind. What a single client has stands in its specification. */
export const clientTraits: Readonly<Record<ClientSpec['kind'], ClientTraits>> = {
  reference: {
    speaksEnvelope: true,
    tellsAll: true,
    sharesProcess: true,
    isProgram: false,
    isPage: false,
    dialsByItself: false,
    toldApartBy: 'header',
    beatsWith: 'pings',
    clientsPerLane: 4,
  },
  command: {
    speaksEnvelope: false,
    tellsAll: false,
    sharesProcess: false,
    isProgram: true,
    isPage: false,
    dialsByItself: false,
    toldApartBy: 'port',
    beatsWith: 'pings',
    clientsPerLane: 1 / 4,
  },
  module: {
    speaksEnvelope: false,
    tellsAll: false,
    sharesProcess: false,
    isProgram: true,
    isPage: false,
    dialsByItself: false,
    toldApartBy: 'port',
    beatsWith: 'pings',
    clientsPerLane: 1 / 4,
  },
  browser: {
    speaksEnvelope: false,
    tellsAll: false,
    sharesProcess: false,
    isProgram: false,
    isPage: true,
    dialsByItself: false,
    toldApartBy: 'port',
    // A page can neither send a ping nor see one.
    beatsWith: 'messages',
    clientsPerLane: 1 / 8,
  },
  external: {
    speaksEnvelope: false,
    tellsAll: false,
    sharesProcess: false,
    isProgram: false,
    isPage: false,
    dialsByItself: true,
    toldApartBy: 'marker',
    beatsWith: 'pings',
    clientsPerLane: 100,
  },
};
